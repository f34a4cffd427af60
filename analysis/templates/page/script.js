// Filters of the articles. Without it the page shows all of them; article text is only ever read, never written.
"use strict";
(() => {
  const form = document.getElementById("filters");
  if (!form) return;
  const OPENED = 20;
  const status = document.getElementById("found");
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ");
  const strength = (verdict) => Math.abs(Number(verdict.dataset.score));
  const articles = [...document.querySelectorAll(".article")].map((node) => ({
    node,
    sentences: [...node.querySelectorAll(".sentence")].map((sentence) => {
      const text = sentence.querySelector(".text");
      return { node: sentence, text, words: fold(text.textContent), verdicts: [...sentence.querySelectorAll(".verdict")] };
    }),
  }));

  const chosen = () => Object.fromEntries(
    ["target", "outlet", "voice", "label", "words", "only"].map((name) => {
      const control = form.elements[name];
      return [name, control.type === "checkbox" ? control.checked : control.value];
    }),
  );
  const fits = (verdict, choice) =>
    ["target", "voice", "label"].every((name) => !choice[name] || verdict.dataset[name] === choice[name]);

  const sift = (sentence, choice) => {
    const fitting = sentence.verdicts.filter((verdict) => fits(verdict, choice));
    const needed = choice.target || choice.voice || choice.label;
    const found = (fitting.length > 0 || !needed) && sentence.words.includes(fold(choice.words).trim());
    sentence.verdicts.forEach((verdict) => { verdict.hidden = !found || !fitting.includes(verdict); });
    fitting.sort((one, other) => strength(other) - strength(one));
    sentence.text.className = found && fitting.length ? `text ${fitting[0].dataset.shade}` : "text";
    sentence.node.hidden = choice.only && !found;
    return found;
  };

  const apply = (open) => {
    const choice = chosen();
    let sentences = 0;
    const kept = articles.filter((article) => {
      const found = article.sentences.filter((sentence) => sift(sentence, choice)).length;
      const shown = found > 0 && (!choice.outlet || article.node.dataset.outlet === choice.outlet);
      article.node.hidden = !shown;
      article.node.classList.toggle("only", choice.only);
      sentences += shown ? found : 0;
      return shown;
    });
    if (open) kept.slice(0, OPENED).forEach((article) => { article.node.open = true; });
    const count = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;
    status.textContent = kept.length ? `${count(sentences, "sentence")} in ${count(kept.length, "article")} of ${articles.length}` : "No sentence is like this. Widen the choice.";
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => apply(true));
  form.addEventListener("reset", () => setTimeout(() => apply(false)));
  apply(false);
})();
