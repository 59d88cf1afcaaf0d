"""The typefaces of training: the training world's and many more, none of any suite.

Except for handwriting all have lining figures and dashes of both lengths, as registries print them.
training/README.md lists Debian's packages.
"""

from pathlib import PurePath

from specimens.drawing.fonts import TRAINING_FONTS, Face, Family

FILES_BY_ROLE: dict[str, tuple[tuple[str, ...], ...]] = {
    "sans": (
        ("opentype/linux-libertine/LinBiolinum_R.otf", "LinBiolinum_RB.otf"),
        ("opentype/sourcesans3/SourceSans3-Regular.otf", "SourceSans3-Bold.otf"),
        ("opentype/cabin/Cabin-Regular.otf", "Cabin-Bold.otf"),
        ("opentype/inter/Inter-Regular.otf", "Inter-Bold.otf"),
        ("opentype/b612/B612-Regular.otf", "B612-Bold.otf"),
        ("opentype/neohellenic/GFSNeohellenic.otf", "GFSNeohellenicBold.otf"),
        ("opentype/comic-neue/ComicNeue-Regular.otf", "ComicNeue-Bold.otf"),
        ("opentype/mplus/Mplus1-Regular.otf", "Mplus1-Bold.otf"),
        ("opentype/urw-base35/URWGothic-Book.otf", "URWGothic-Demi.otf"),
        ("truetype/karla/Karla-Regular.otf", "Karla-Bold.otf"),
        ("truetype/andika/Andika-Regular.ttf", "Andika-Bold.ttf"),
        ("truetype/clear-sans/ClearSans-Regular.ttf", "ClearSans-Bold.ttf"),
        ("truetype/cmu/cmunss.ttf", "cmunssdc.ttf"),
        ("truetype/lato/Lato-Regular.ttf", "Lato-Bold.ttf"),
        (
            "truetype/atkinson-hyperlegible/AtkinsonHyperlegible-Regular.ttf",
            "AtkinsonHyperlegible-Bold.ttf",
        ),
        ("fonts-go/Go-Regular.ttf", "Go-Bold.ttf"),
    ),
    "narrow": (
        ("opentype/linux-libertine/LinBiolinum_R.otf", "LinBiolinum_RB.otf"),
        ("opentype/sourcesans3/SourceSans3-Regular.otf", "SourceSans3-Bold.otf"),
        ("opentype/cabin/Cabin-Regular.otf", "Cabin-Bold.otf"),
        ("opentype/league-mono/LeagueMono-NarrowRegular.otf", "LeagueMono-NarrowBold.otf"),
    ),
    "serif": (
        ("opentype/linux-libertine/LinLibertine_R.otf", "LinLibertine_RB.otf"),
        ("opentype/artemisia/GFSArtemisia.otf", "GFSArtemisiaBold.otf"),
        ("opentype/didot/GFSDidot.otf", "GFSDidotBold.otf"),
        ("opentype/stix-word/STIX-Regular.otf", "STIX-Bold.otf"),
        ("opentype/roboto/slab/RobotoSlab-Regular.otf", "RobotoSlab-Bold.otf"),
        ("truetype/charis/CharisSIL-Regular.ttf", "CharisSIL-Bold.ttf"),
        ("truetype/cmu/cmunrm.ttf", "cmunbx.ttf"),
        ("truetype/crosextra/Caladea-Regular.ttf", "Caladea-Bold.ttf"),
        ("truetype/fonts-oldstandard/OldStandard-Regular.ttf", "OldStandard-Bold.ttf"),
    ),
    "mono": (
        ("opentype/b612/B612Mono-Regular.otf", "B612Mono-Bold.otf"),
        ("opentype/league-mono/LeagueMono-Regular.otf", "LeagueMono-Bold.otf"),
        ("truetype/noto/NotoSansMono-Regular.ttf", "NotoSansMono-Bold.ttf"),
        ("truetype/hack/Hack-Regular.ttf", "Hack-Bold.ttf"),
        ("truetype/firacode/FiraCode-Regular.ttf", "FiraCode-Bold.ttf"),
        ("truetype/jetbrains-mono/JetBrainsMonoNL-Regular.ttf", "JetBrainsMonoNL-Bold.ttf"),
        ("truetype/anonymous-pro/Anonymous Pro.ttf", "Anonymous Pro B.ttf"),
        ("truetype/hermit/Hermit-medium.otf", "Hermit-bold.otf"),
        ("truetype/mononoki/mononoki-Regular.ttf", "mononoki-Bold.ttf"),
        ("fonts-go/Go-Mono.ttf", "Go-Mono-Bold.ttf"),
    ),
    "typed": (
        ("truetype/tt2020/TT2020Base-Regular.ttf",),
        ("truetype/tt2020/TT2020StyleB-Regular.ttf",),
        ("truetype/tt2020/TT2020StyleD-Regular.ttf",),
        ("truetype/tt2020/TT2020StyleE-Regular.ttf",),
        ("truetype/tt2020/TT2020StyleF-Regular.ttf",),
        ("truetype/tt2020/TT2020StyleG-Regular.ttf",),
        ("truetype/cmu/cmuntt.ttf", "cmuntb.ttf"),
        ("fonts-go/Go-Mono.ttf", "Go-Mono-Bold.ttf"),
    ),
    "hand": (
        ("opentype/dancingscript/DancingScript-Regular.otf",),
        ("opentype/bwht/BecauseWeBuild-Regular.otf",),
        ("opentype/bwht/BecauseWeLearn-Regular.otf",), ("truetype/humor-sans/Humor-Sans.ttf",),
        ("truetype/kristi/Kristi.ttf",), ("truetype/rufscript/Rufscript010.ttf",),
    ),
    "nik": (),
}  # fmt: skip
"""Font files by role: regular and, if there is one, bold."""


def _family(regular: str, bold: str = "") -> Family:
    path = PurePath(regular)
    package = "the packages that training/README.md names"
    return Face(regular, package), Face(str(path.with_name(bold or path.name)), package)


TRAINING_TYPEFACES = {
    role: TRAINING_FONTS[role] + tuple(_family(*names) for names in more)
    for role, more in FILES_BY_ROLE.items()
}
"""All typefaces by role, the training world's first."""
