"""Which words of a note are worth asking about: not those about the note itself, the exam, or what to click next."""

import re
from functools import lru_cache

_ABOUT_ITSELF = re.compile(
    r"\b(?:I|I'm|I've|I’ve|I'd|me|my|mine|we(?:'|’)?(?:ll| will| did| covered?| discuss\w*)|let(?:'|’)?s|"
    r"(?:this|next|previous|following|last) (?:section|chapter|video|course|note|page|post|blog|repo|article|lab|"
    r"tutorial|talk|lecture|slide|figure|table|diagram|image|example|guide)s?|youtube|video|udemy|github|"
    r"(?:see|shown|listed|described|mentioned|laid out|cover\w*|link\w*|learn more|more (?:details|information)) "
    r"(?:above|below|here|in the|at the|also|on the|about)|below (?:is|are)|as follows|side ?note|to-?do|wip|exams?|"
    r"(?:below|above) (?:diagram|figure|image|table|code|example|sample|schema)s?|abbiamo visto|vediamo|vedremo|noi|"
    r"for (?:more |further |additional )?(?:information|details) (?:on|about|see)|for more|refer to|check box|"
    r"see the following|(?:use|complete|perform|follow|take) the following (?:steps|procedure|code|example)s?|"
    r"quindi|così|di prima|in più|qui|please|click|navigate|screenshot|tutorial|"
    r"whitepapers?|(?:revision|study|exam) guide|will be expected)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?:|www\.|\[\[|\]\]|:PROPERTIES:|#\w+/|<[a-z/]|&[a-z]+;|\{[{%:]|\|\||::.*[-=]>")
_FORMULA = re.compile(r"\$\$|\\[a-zA-Z]+|[=→⟹∀∃∈⊆∪]{1}.*[=→⟹∀∃∈⊆∪]")
_NO_SENTENCE = re.compile(
    r"^\W*(?:\(|\.\.\.|notice\b|including\b|examples?\b|\d+ ?[/)]|step \d|sia(?:no)?\b|dat[oaie]\b|let (?:us|\w)\b|"
    r"given\b|"
    r"suppose|supponi|"
    r"[a-z]\d? (?:is|are|è|sono|non)\b)|[$^{}]|"
    r"\b(?:the|and|or|via|have|has|is|are|che|di|come|con|per|da|se|und|oder|mit|avec|de|et)$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"^\s*(?:\(?\d{1,2}[.)]|\(?[a-z]\)|\[\d{1,3}\])\s*(?=\D)")
_REMARK = re.compile(r"^(?:Note|Important|Tip|Warning|Caution)[: ]+(?=[A-Z])")
_STEP = re.compile(r"\b(?:choose|select|click|enter|type|open)\b[^.*]{0,30}\*\*", re.IGNORECASE)  # a button, in bold
_SCREEN = re.compile(  # what one does with a screen
    r"\b(?:choose|expand|select|open|click|use)\b.{0,80}\b(?:pane|icon|menu|dialog|wizard|screen|tab|button|page)\b|"
    r"\b(?:pane|page|menu|dialog|screen|tab),? (?:choose|expand|select|open)\b|"
    r"\buse this (?:topic|section|procedure)\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"\W*\[[^\]]*\]\([^)]*\)\W*")
_ASIDE = re.compile(r"\s*\((?:docs?|documentation|announcement|link|source|blog|guide|see [^)]*|vedi [^)]*)\)", re.I)
_CALL = re.compile(
    r"^(?:to [a-z]+[^,]*$|see\b|in the (?:[\w ]+ )?(?:pane|console|dialog|box|tab|menu|bar)\b|on the [\w ]+ page\b|"
    r"choose next|go to|request (?:a|an|your)|contact|call (?:us|our|now)|subscribe|sign up|download|share|read more|"
    r"learn more|skip to|back to|follow us|join us|buy|order now)\b",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"^step \d|"
    r"\b(?:resources|references?|links?|further reading|bibliography|disclaimer|licen[cs]e|tutorial|setup|set up|"
    r"exercises?|lab|how to|questions?|domande|riferimenti|table of contents|contents|changelog|to-?do|install\w*|"
    r"getting started|prerequisites|about|acknowledg\w*|courses?|books?|exams?|study plan|plan|journal|data|"
    r"materials?|esercizi\w*|esempi\w*|dimostrazion\w*|prova di \w+|übung\w*|beispiel\w*|exercices?|ejercicios?)\b",
    re.IGNORECASE,
)
_WHOLE_HEADINGS = frozenset("data about exam plan lab material materials".split())  # said alone, not as part of one
_ANAPHORIC = re.compile(
    r"(?:this|that|these|those|it|its|they|their|there|here|such|so|thus|hence|then|therefore|however|also|but|and|or|"
    r"for (?:example|instance)|e\.g\.?|in (?:this|that|these|those|addition|contrast|other words)|similarly|instead|"
    r"otherwise|both|the (?:former|latter|same|other|above|following)|another|one of the|additionally|moreover|"
    r"furthermore|finally|next|as a result|consequently|alternatively|overall|again|"
    r"(?:e|o|ma|poi|altrimenti|essenzialmente|in (?:questo|tal|genere|particolare|pratica)|nel primo|allora)\b|"
    r"quest[oaie]\b|quell[oaie]\b|quindi|inoltre|infatti|dunque|cioè|ovvero|es\.|per esempio|ad esempio|"
    r"dies\w*|daher|außerdem|zum beispiel|cela|ce|cette|donc|ainsi|par exemple|est[eao]s?|además|por ejemplo)\b[ ,:]?",
    re.IGNORECASE,
)
_POINTS = (
    re.compile(  # before any noun that could be meant: "You teach it with examples", "for files it looks at dates"
        r"(?:[\w-]+ ){1,2}(?:it|them|they)\b|(?:you|we) [\w-]+ (?:its|their)\b|"
        r"(?:for|in|with|on|at|by|from|to|without|during|unlike|under|within|through|per|via) [^,;:.]*?,? (?:it|they) ",
        re.IGNORECASE,
    )
)
_OTHERS = re.compile(
    r"(?-i:, [A-Z]{3,} [A-Z]{3,} \w+s )|"  # one subject more: "keeps matches, LEFT JOIN keeps all"
    r"\bof both\b|\bmeanwhile\b|\b(?:from|of|to|with|in) it\b|\bboth\W*$|"
    r"\bthe (?:former|latter|other (?:one|two|three)|others|same (?:way|reason))\b",
    re.IGNORECASE,
)
NO_NOUN_YET = re.compile(r"\w+ (?:\w+ )?(?:it|them|this|these|those|they|its|their)\b", re.IGNORECASE)
_LEAST_WORDS = 3
_REMEMBERED = 10_000  # texts that were bared last: the same one is asked about by every reading


def is_noise(text: str) -> bool:
    """Whether a sentence tells nothing of its subject, or cannot be read as words."""
    letters = sum(c.isalpha() for c in text)
    return (
        letters < 0.6 * len(text.replace(" ", ""))
        or bool(_ABOUT_ITSELF.search(text) or _ADDRESS.search(text) or _FORMULA.search(text))
        or bool(_NO_SENTENCE.search(text) or _CALL.match(text))
        or text.rstrip().endswith(("?", "…", "..."))
        or text.count("(") != text.count(")")
        or text.count('"') % 2 == 1
    )


def is_step_or_link(raw: str) -> bool:
    """Whether Markdown tells which button to press, or holds a link and nothing else."""
    return bool(_STEP.search(raw) or _SCREEN.search(raw.replace("*", "")) or _LINK.fullmatch(raw))


def is_about_others(text: str) -> bool:
    """Whether words point at things that were named before, wherever they stand: "runs containers of both"."""
    return bool(_OTHERS.search(text))


def is_elsewhere(headings: tuple[str, ...]) -> bool:
    """Whether a heading trail leads to steps, links or what the note says of itself."""
    for heading in headings:
        found = _WHERE.search(heading)
        if found and (found.group().lower() not in _WHOLE_HEADINGS or found.group() == heading.strip()):
            return True
    return False


def is_anaphoric(text: str) -> bool:
    """Whether a sentence points at what was said before, by the word it opens with or by the first pronoun in it."""
    return bool(_ANAPHORIC.match(text) or _POINTS.match(text))


def says_enough(text: str) -> bool:
    """Whether there are words enough to ask about."""
    return len(text.split()) >= _LEAST_WORDS


@lru_cache(maxsize=_REMEMBERED)
def bare(text: str) -> str:
    """The text without backticks and simple formula marks, as it is shown in an item; `_` stays: it is in names."""
    text = _REMARK.sub("", text)
    text = re.sub(r"\$([^$\\{}]{1,12})\$", r"\1", _COUNTED.sub("", text))
    text = _ASIDE.sub("", text)
    text = re.sub(r"\s*\[?\*\]?$", "", text.replace("`", "").replace("**", ""))
    return " ".join(text.split())
