"""Children's identity cards, backs of documents and blank paper."""

from dataclasses import replace

import cv2
import numpy as np

from specimens.arrays import Rng
from specimens.documents.form import (
    A4_PX_PER_MM,
    CARD_PX_PER_MM,
    CARD_SIZE_MM,
    Entry,
    blank_page,
    draw_style,
    print_centred,
    print_entries,
    white_paper_colour,
)
from specimens.documents.ktp import card_background
from specimens.drawing.canvas import Canvas, Draft
from specimens.drawing.emblems import draw_garuda, draw_portrait, noise_texture
from specimens.drawing.ink import Print, blend
from specimens.drawing.security_paper import draw_security_paper
from specimens.people.dates import numeric, random_day_of_years
from specimens.people.person import random_home, random_person
from specimens.world import World

PAGE_SIZES_MM = ((210.0, 297.0), (297.0, 210.0), (215.0, 330.0), (148.0, 210.0))


def draw_kia(world: World, rng: Rng) -> Draft:
    """Draw a child's identity card: similar to a KTP."""
    where, today = random_home(world, rng), random_day_of_years(2018, 2026, rng)
    born = random_day_of_years(today.year - 15, today.year - 1, rng)
    who = random_person(world, rng, where, born, woman=bool(rng.random() < 0.5), today=today)
    tint = rng.uniform((200, 190, 215), (225, 215, 240))
    canvas = Canvas(
        draw_security_paper(world, rng, CARD_SIZE_MM, CARD_PX_PER_MM, tint), CARD_PX_PER_MM
    )
    style = draw_style(world, rng, rng.uniform(5.2, 5.8), ("sans", "narrow"))
    heads = ("KARTU IDENTITAS ANAK", f"{where.place.regency}")
    print_centred(canvas, (CARD_SIZE_MM[0] / 2, 5), heads, style.bold.scaled(1.3), 80)
    lines = (
        Entry("NIK", who.nik), Entry("Nama", who.name),
        Entry("Tempat/Tgl Lahir", f"{who.birthplace}, {numeric(who.born)}"),
        Entry("Jenis Kelamin", who.sex), Entry("Nama Kepala Keluarga", who.father),
        Entry("Alamat", where.street), Entry("Desa/Kelurahan", where.village),
        Entry("Kecamatan", where.district),
        Entry("Berlaku Hingga", numeric(born.replace(year=born.year + 17, day=1))),
    )  # fmt: skip
    print_entries(canvas, (3, 15), 27, 3.7, lines, (style.form, style.value), 34)
    draw_portrait(canvas, (64, 14, 18, 24), rng)
    return Draft(canvas=canvas, type="other", variant="kia", glossy=bool(rng.random() < 0.8))


def draw_blank(world: World, rng: Rng) -> Draft:
    """Draw a blank side of paper; on some the print of the other side shows through."""
    size = PAGE_SIZES_MM[rng.integers(len(PAGE_SIZES_MM))]
    kind = rng.random()
    if kind < 0.35:
        sheet = draw_security_paper(world, rng, size, A4_PX_PER_MM, rng.uniform(190, 235, 3))
    else:
        sheet = blank_page(size, A4_PX_PER_MM, white_paper_colour(rng))
    if kind > 0.6:
        _shine_through(sheet, rng)
    return Draft(canvas=Canvas(sheet, A4_PX_PER_MM), type="other", variant="blank")


def _shine_through(sheet: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], rng: Rng) -> None:
    """Darken a sheet by soft, pale lines of print on the other side, in place."""
    height, width = sheet.shape[:2]
    shadow = np.zeros((height // 8, width // 8), np.float32)
    for y in range(12, height // 8 - 12, int(rng.integers(5, 9))):
        words = np.repeat(rng.random(width // 40 + 1) < 0.65, 5)[: width // 8]
        shadow[y : y + 2] = words * rng.uniform(0.5, 1)
    shadow *= np.clip(1 + 0.5 * noise_texture(shadow.shape, rng, 30), 0, 1.5)
    soft = cv2.resize(cv2.GaussianBlur(shadow, (0, 0), 1.2), (width, height))
    sheet[:] = (sheet * (1 - rng.uniform(0.02, 0.07) * soft[..., None])).astype(np.uint8)


def draw_card_back(world: World, rng: Rng) -> Draft:
    """Draw the back of a KTP-el: an emblem, the republic's name, a map of islands."""
    canvas = Canvas(card_background(world, rng), CARD_PX_PER_MM)
    width, height = CARD_SIZE_MM
    colour = tuple(rng.uniform((120, 70, 40), (190, 130, 90)))
    draw_garuda(canvas, width / 2, 6, 20, colour)
    face = world.typeface("sans", rng)[1]
    text = Print(face=face, size_pt=rng.uniform(8, 11), colour=colour)
    canvas.text(width / 2, rng.uniform(32, 36), "REPUBLIK INDONESIA", text, align=0.5)
    islands = np.clip(noise_texture(canvas.printed.shape, rng, 130) - 0.8, 0, 1)
    rows = np.arange(canvas.printed.shape[0]) / canvas.px_per_mm
    islands *= np.exp(-(((rows - 0.8 * height) / 6) ** 2))[:, None]
    blend(canvas.pixels, (255 * islands).astype(np.uint8), colour, 0.6)
    return Draft(canvas=canvas, type="other", variant="back", glossy=bool(rng.random() < 0.85))


def draw_page_back(world: World, rng: Rng) -> Draft:
    """Draw the back of security paper: a pattern and a few lines of small print."""
    size = PAGE_SIZES_MM[rng.integers(3)]
    sheet = draw_security_paper(world, rng, size, A4_PX_PER_MM, rng.uniform(195, 235, 3))
    canvas = Canvas(sheet, A4_PX_PER_MM)
    style = draw_style(world, rng, rng.uniform(7, 9), ("sans", "serif"))
    pale = replace(style.form, strength=rng.uniform(0.5, 0.9))
    lines = ("PERHATIAN", *world.lists["sentences"][:2])[: rng.integers(1, 4)]
    print_centred(
        canvas, (size[0] / 2, rng.uniform(0.1, 0.85) * size[1]), lines, pale, size[0] - 30
    )
    return Draft(canvas=canvas, type="other", variant="back")


def draw_back(world: World, rng: Rng) -> Draft:
    """Draw the back of a card or of security paper."""
    return (draw_card_back if rng.random() < 0.5 else draw_page_back)(world, rng)
