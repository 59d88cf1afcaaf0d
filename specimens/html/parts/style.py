"""The style of a page: typefaces, sizes, inks and rules, as CSS."""

from collections.abc import Sequence
from dataclasses import dataclass

from specimens.html.parts.dice import Dice
from specimens.html.parts.markup import mm, pt
from specimens.html.parts.typefaces import typefaces_of
from specimens.world import World

INK_COLOURS = (
    ((8, 8, 8), (35, 35, 38)), ((8, 8, 8), (35, 35, 38)), ((45, 45, 48), (88, 88, 92)),
    ((15, 30, 80), (40, 60, 120)), ((60, 35, 18), (95, 62, 40)), ((10, 55, 40), (30, 80, 62)),
    ((86, 86, 86), (104, 104, 106)),
)  # fmt: skip
HANDWRITING_COLOURS = (
    ((10, 10, 12), (40, 40, 48)),
    ((15, 25, 110), (45, 70, 175)),
    ((20, 20, 60), (40, 45, 100)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStyle:
    """The style of one page."""

    face: str
    head: str
    value: str
    digits: str
    hand: str
    size_pt: float
    leading: float
    ink: str
    value_ink: str
    accent: str
    """Colour of headings and emphasised lines."""
    rule: str
    rule_mm: float
    bold_heads: bool
    value_weight: int
    spacing: float
    """Letter-spacing of the text in em."""
    pen: str
    shift_mm: tuple[float, float]
    """Offset of the values from the form's lines, by a second printer."""

    @property
    def css(self) -> str:
        """The style sheet of the page."""
        head = "bold" if self.bold_heads else "normal"
        return (
            f"#flow{{font-family:'{self.face}','Liberation Sans';font-size:{pt(self.size_pt)};"
            f"line-height:{self.leading};color:{self.ink};letter-spacing:{self.spacing}em}}"
            f".h{{font-family:'{self.head}','Liberation Sans';font-weight:{head};line-height:1.25}}"
            f".v{{font-family:'{self.value}','Liberation Sans';font-weight:{self.value_weight};"
            f"color:{self.value_ink};position:relative;left:{mm(self.shift_mm[0])};"
            f"top:{mm(self.shift_mm[1])}}}"
            f".n{{font-family:'{self.digits}','Liberation Sans';color:{self.value_ink};"
            "white-space:nowrap}"
            f".en{{font-style:italic;font-size:.72em;line-height:1.2}}"
            f".b{{font-weight:bold}} .r{{text-align:right}} .c{{text-align:center}}"
            f".j{{text-align:justify}}"
            f".hand{{font-family:'{self.hand}';color:{self.pen};font-size:1.25em;line-height:1.25}}"
        )


def draw_page_style(
    dice: Dice,
    world: World,
    size_pt: tuple[float, float],
    roles: Sequence[str] = ("sans", "serif", "narrow", "sans", "mono"),
    value_roles: Sequence[str] = (),
) -> PageStyle:
    """Return a random style. value_roles: typefaces of the values, empty for a random one."""
    known = typefaces_of(world)
    role = dice.pick(roles)
    face = dice.pick(known[role])
    head = face if dice.chance(0.6) else dice.pick(known[dice.pick(("sans", "serif", "narrow"))])
    value = face
    if value_roles:
        value = dice.pick(known[dice.pick(value_roles)])
    elif dice.chance(0.35):
        value = dice.pick(known[dice.pick(("mono", "sans", "serif", "mono"))])
    digits = value if dice.chance(0.55) else dice.pick(known[dice.pick(("mono", "sans", "serif"))])
    ink = dice.colour(*dice.pick(INK_COLOURS))
    return PageStyle(
        face=face,
        head=head,
        value=value,
        digits=digits,
        hand=dice.pick(known["hand"]),
        size_pt=dice.real(*size_pt),
        leading=dice.real(1.2, 1.65),
        ink=ink,
        value_ink=ink if dice.chance(0.6) else dice.colour(*dice.pick(INK_COLOURS)),
        accent=ink if dice.chance(0.5) else dice.colour((0, 20, 20), (150, 90, 140)),
        rule=ink if dice.chance(0.4) else dice.colour((20, 20, 20), (170, 170, 175)),
        rule_mm=dice.real(0.09, 0.45),
        bold_heads=dice.chance(0.75),
        value_weight=700 if dice.chance(0.25) else 400,
        spacing=dice.pick((0.0, 0.0, 0.0, 0.01, 0.03, 0.06)),
        pen=dice.colour(*dice.pick(HANDWRITING_COLOURS)),
        shift_mm=(dice.real(-0.6, 0.6), dice.real(-0.45, 0.3)) if dice.chance(0.25) else (0, 0),
    )


def table_css(dice: Dice, style: PageStyle) -> str:
    """Return random CSS of tables of class `t`: lines, stripes, heads and padding."""
    line = f"{mm(style.rule_mm)} {dice.pick(('solid', 'solid', 'solid', 'dotted'))} {style.rule}"
    kind = dice.pick(("all", "all", "all", "rows", "columns", "outer", "none", "heads"))
    css = (
        f".t{{width:100%}} .t td,.t th{{padding:{mm(dice.real(0.1, 1.5))} "
        f"{mm(dice.real(0.5, 1.4))}}}"
    )
    css += {
        "all": f".t,.t td,.t th{{border:{line}}}",
        "rows": f".t td,.t th{{border-bottom:{line}}}",
        "columns": f".t,.t td,.t th{{border-left:{line};border-right:{line}}} .t{{border:{line}}}",
        "outer": f".t{{border:{line}}} .t th{{border-bottom:{line}}}",
        "none": "",
        "heads": f".t th{{border-top:{line};border-bottom:{line}}} .t{{border-bottom:{line}}}",
    }[kind]
    if kind != "none" and dice.chance(0.25):
        css += f".t{{border:{mm(2.2 * style.rule_mm)} solid {style.rule}}}"
    if dice.chance(0.3):
        stripe = dice.colour((212, 216, 216), (240, 242, 245))
        css += f".t tr:nth-child({dice.pick(('odd', 'even'))}) td{{background:{stripe}}}"
    css += f".t th{{text-align:{dice.pick(('center', 'center', 'left'))};vertical-align:middle}}"
    if dice.chance(0.75):
        css += ".t th{font-weight:bold}"
    if dice.chance(0.3):
        css += f".t th{{background:{dice.colour((205, 210, 210), (235, 236, 240))}}}"
    return css
