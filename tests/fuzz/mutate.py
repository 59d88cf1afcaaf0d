"""Ways to spoil a file. The same seed and number give the same file, on every machine."""

from collections.abc import Callable, Mapping
from random import Random

HEADER = 400
"""Bytes at a file's start that hold its header in most formats."""
EXTREMES = (
    b"\0",
    b"\0\0",
    b"\xff\xff",
    b"\x7f\xff\xff\xff",
    b"\xff\xff\xff\xff",
    b"\0\0\0\0",
    b"\x80",
)


def flip_bits(data: bytearray, random: Random) -> None:
    """Flip up to 60 bits anywhere."""
    for _ in range(random.choice((1, 4, 15, 60))):
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)


def flip_header(data: bytearray, random: Random) -> None:
    """Flip up to 8 bits of the header."""
    for _ in range(random.randint(1, 8)):
        data[random.randrange(min(HEADER, len(data)))] ^= 1 << random.randrange(8)


def edit_header(data: bytearray, random: Random) -> None:
    """Write an extreme number into the header."""
    at = random.randrange(min(HEADER, len(data)))
    value = random.choice(EXTREMES)
    data[at : at + len(value)] = value


def cut_end(data: bytearray, random: Random) -> None:
    """Cut the end off."""
    del data[random.randrange(len(data)) :]


def cut_middle(data: bytearray, random: Random) -> None:
    """Cut a piece out."""
    at = random.randrange(len(data))
    del data[at : at + random.randint(1, 2000)]


def swap(data: bytearray, random: Random) -> None:
    """Let two pieces of one length change places."""
    length = random.randint(1, max(1, len(data) // 4))
    one, two = sorted(random.randrange(max(1, len(data) - length)) for _ in range(2))
    two = max(two, one + length)
    data[one : one + length], data[two : two + length] = (
        data[two : two + length],
        data[one : one + length],
    )


def repeat(data: bytearray, random: Random) -> None:
    """Repeat a piece many times."""
    at = random.randrange(len(data))
    piece = data[at : at + random.randint(1, 500)]
    data[at:at] = piece * random.choice((1, 10, 200))


def blot(data: bytearray, random: Random) -> None:
    """Overwrite a piece with one byte or with noise."""
    at, length = random.randrange(len(data)), random.randint(1, 3000)
    length = min(length, len(data) - at)
    byte = random.choice((b"\0", b"\xff", b"\xd9", None))
    data[at : at + length] = random.randbytes(length) if byte is None else byte * length


WAYS: tuple[Callable[[bytearray, Random], None], ...] = (
    *(flip_bits, flip_header, edit_header, cut_end, cut_middle, swap, repeat, blot),
)


def mutant(files: Mapping[str, bytes], seed: int, number: int) -> tuple[str, bytes]:
    """Return the name of what was done and the file: up to three ways on one file of the corpus.

    One in twelve is glued from the head of one file and the tail of another.
    """
    random = Random(f"{seed}/{number}")
    name = list(files)[number % len(files)]  # every format gets its share
    data, done = bytearray(files[name]), [name]
    if random.random() < 1 / 12:
        other = random.choice(list(files))
        data[random.randrange(len(data)) :] = files[other][random.randrange(len(files[other])) :]
        done.append(f"glued to {other}")
    for way in random.choices(WAYS, k=random.choice((1, 1, 2, 3))):
        if data:
            way(data, random)
            done.append(way.__name__)
    return " ".join(done), bytes(data)
