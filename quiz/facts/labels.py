"""A sentence of a note -> the name that opens it and what is said of that: "Salting - add a random part"."""

import re
from dataclasses import dataclass, replace

from domain.documents import Block, Document, Sentence
from language.boilerplate import bare, is_anaphoric, is_noise
from language.verbs import MODAL, base_of, follows_many, is_finite, is_noun_too, is_order, is_third_person
from language.voice import Form, Voice
from quiz.facts.topics import NAME_WORDS, PARTING, cleaned, is_generic, is_relation

_DASH = re.compile(rf"^(?P<label>[^.;!?]{{1,70}}?)(?P<mark>{PARTING})(?P<told>\S.*)$", re.DOTALL)
_TYPED = re.compile(r"::|[-=]>|:=")  # code, and no description
_PROPERTY = re.compile(  # what an outliner writes about its own pages and blocks: "tags:: biology"
    r"(?:alias(?:es)?|tags?|title|id|icon|template|public|collapsed|type|date|source|author|url|heading|created\S*|"
    r"updated\S*|card-\S+|\S*logseq\S*|exclude-\S+|filters|background-color)",
    re.IGNORECASE,
)
_VERBS = {
    "en": "is|are|was|were|means|mean|refers to|stands for|denotes",
    "it": "è|sono|significa|indica|rappresenta",
    "de": "ist|sind|bedeutet|heißt",
    "fr": "est|sont|signifie|désigne",
    "es": "es|son|significa",
}
_ARTICLE = r"(?:(?:The|An?|Un[ao]?|Il|La|Lo|I|Gli|Le|Der|Die|Das|Eine?|Les?|Une?|El|Los|Las)\s|(?:Un|L|D)['’])?"
_BOLD = re.compile(r"\s*\*\*(?P<name>[^*\n]{2,60}?):?\*\*(?P<rest>.*)", re.DOTALL)
_CODE = re.compile(r"\s*`(?P<name>[^`\n]{1,40})`\s+(?P<rest>[a-z].*)", re.DOTALL)
_NO_LABEL = re.compile(
    r"(?:for example|e\.?g|i\.?e|n\.?b|note|tip|warning|example|esempio|attention|attenzione|nota|nb|ps|update|input|"
    r"output|step|passo|caso|case|proof|hint|\d+|"
    r"(?:week|day|month|lesson|session|unit|chapter) \d+)\b|.*\b(?:and|or|the|a|an|to|of|with|by|in)$|.*[=\"“(\[/]",
    re.IGNORECASE,
)
_SUBJECT_WORDS = 6  # among which the verb of a sentence must stand
_SAYS_MUCH = 6  # words by which a sentence on "the cell" is one on cells
_PAST = re.compile(r"saw|had|did|made|got|ran|went|took|were|was|\w{3,}ed")
_ADVERBS = frozenset("neither nor either both never not also only always often still just even".split())
_PREPOSITION = re.compile(
    r"(?:with|without|then|for|in|on|at|by|from|to|after|before|when|while|during|as|via|per|under|over|than|now|"
    r"con|per|da|di|nel|nella|ad?|tra|fra|se|mentre|così|dopo|prima|durante|ora|poi|sia|mit|bei|nach|vor|während|dann|"
    r"pour|dans|avec|après|avant|pendant|para|en|después|antes|durante)\b ",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:following|above|below|previous|next|this|that|these|those|it|they|there|which|what|one|you|we|each|every|all|some|both|he|she|his|her|their|our|my|your|its|se|quando|che|questa?|"
    r"quest[oaie]|quell[oaie]|ogni|si|tutt[oaie]|noi|here|another|such|if|when|only|no|not|most|many|any|qui|quindi|"
    r"non|nessun[ao]?|alcun[ie]|altr[oaie]|stess[oaie]|entramb[ie]|ne|lo|li|"
    r"er|sie|es|wir|man|dies\w*|jed\w+|all[es]+|kein\w*|ander\w*|hier|dort|dann|nicht|wenn|wer|was|welch\w*|"
    r"il|elle|ils|elles|on|nous|ce|cette|ces|cela|chaque|tous|toutes|aucune?|autres?|qui|que|où|"
    r"él|ella|ellos|ellas|este|esta|estos|estas|ese|esa|eso|cada|todos?|todas?|ningun[oa]|otr[oa]s?|que|quien)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Label:
    """A name, and what its sentence says it is."""

    name: str
    told: str
    verb: str = ""  # that joins the two: "is"; "" after a dash or colon, or when what is told has its own
    code: bool = False  # whether the note sets it as code


def label_in(document: Document, block: Block, sentence: Sentence, voice: Voice) -> Label | None:
    """The label of a block's first sentence, None when it opens with none."""
    plain = bare(sentence.plain)
    found = (
        _marked(document, block, plain, voice)
        or _joined(plain, voice)
        or _dashed(plain, voice)
        or _subject(plain, voice)
    )
    code = sentence.plain.startswith("`")
    if found is None or is_noise(found.told):
        return None
    if not code and (is_generic(found.name) or is_relation(found.name)):
        return None
    if not re.search(r"[^\W\d_]{2}", found.name) or _PREPOSITION.match(found.name):
        return None
    if not code and voice.language == "en":
        return found
    if not code:
        return replace(found, name=re.sub(rf"^{_ARTICLE}(?=\w{{3}})", "", found.name, flags=re.IGNORECASE))
    first = bare(sentence.plain.split("`")[1])  # as it is written: cleaning would take the dot off ".sync"
    return replace(found, name=first if len(first) >= len(found.name) else plain[: len(found.name)], code=True)


def defined_in(plain: str, voice: Voice) -> Label | None:
    """What a sentence inside a paragraph defines; "the connection" there is one that was told of before."""
    plain = bare(plain)
    found = _joined(plain, voice)
    known_before = voice.language == "en" and plain.startswith("The ")
    if found is None or known_before or is_noise(found.told) or is_generic(found.name) or is_relation(found.name):
        return None
    return found if re.search(r"[^\W\d_]{2}", found.name) and not _PREPOSITION.match(found.name) else None


def _dashed(plain: str, voice: Voice) -> Label | None:
    found = _DASH.match(plain)
    if not found:
        return None
    name, told = cleaned(re.sub(r" \([A-Z][\w -]{0,20}\)$", "", found["label"])), found["told"].strip()
    long = len(name.split()) > (NAME_WORDS + 2 if voice.is_name(name) else NAME_WORDS - 2)
    if long or not name or _NO_LABEL.match(name) or is_anaphoric(f"{name} ") or _PRONOUN.match(name):
        return None
    if _TYPED.search(told) or ("::" in found["mark"] and _PROPERTY.fullmatch(name)):
        return None
    done = voice.form(name) in (Form.DOES, Form.ORDER) and not is_noun_too(name.split()[0])
    if (done or voice.form(name) in (Form.CLAUSE, Form.SCRAP)) and not voice.is_name(name):
        return None
    return Label(voice.topic(name), told)


def _joined(plain: str, voice: Voice) -> Label | None:
    """ "A kiln is an oven", when the name is short and not a pronoun."""
    verbs = _VERBS.get(voice.language)
    if not verbs:
        return None
    found = re.match(
        rf"^(?P<article>{_ARTICLE})(?P<label>[^,;:.()?!]{{2,50}}?)(?: \([^)]{{1,40}}\))? "
        rf"(?P<verb>{verbs}) (?P<told>(?:an?|the|one|when|how|where|what|un[ao']?|il|la|lo|l'|gli|ein\w*|der|die|das|"
        rf"une?|el|los?|las?|les?|\d\S*|[a-z]+ly)\b.*)$",
        plain,
    )
    if not found or len(found["label"].split()) > 5 or _PRONOUN.search(found["label"]):
        return None
    if {w.lower() for w in found["label"].split()} & {"of", "in", "for", "di", "del", "della"} and not found["article"]:
        return None
    return Label(voice.topic(cleaned(found["label"])), found["told"], found["verb"])


def _subject(plain: str, voice: Voice) -> Label | None:
    """The subject of a sentence and what it does: "Random sampling gives each row the same chance"."""
    if voice.language != "en":
        return _foreign_subject(plain, voice)
    words = plain.split()
    at = next((n for n, w in enumerate(words[:6]) if n and w[0].islower() and is_third_person(words[n:])), 0)
    name = " ".join(words[:at])
    if not at or is_third_person(words) or is_order(words) or words[0].lower() in MODAL:
        return None
    inner = words[1:at]
    if any(follows_many(w, b) or w.lower() in _ADVERBS | MODAL for b, w in zip(words, inner, strict=False)):
        return None
    article = re.match(r"(?:An?|The) ", name)
    name = name[article.end() :] if article else name
    if (
        not name
        or len(words) - at < 4
        or _PRONOUN.search(name)
        or re.search(r"[^\w\s/.+-]|\b(?:of|in|for|to|the|an?|their|its|your|The|An?)\b", name)
    ):
        return None
    if not article and len(name.split()) < 2 and not voice.is_name(name):
        return None
    return Label(voice.topic(name), " ".join(words[at:]))


def _foreign_subject(plain: str, voice: Voice) -> Label | None:
    """ "Un lock binario può assumere due valori", for the languages of which some verbs are known."""
    words = plain.split()
    at = next((n for n, w in enumerate(words[:_SUBJECT_WORDS]) if n and is_finite(w, voice.language)), 0)
    opening = re.match(_ARTICLE, plain)
    article = opening.group().strip().lower() if opening else ""
    name = " ".join(words[:at])[len(opening.group()) if opening else 0 :].strip()
    if not at or not name or not (article or voice.is_name(name)):
        return None
    the_one = " " not in name and article[:2] not in ("un", "ei") and not voice.is_name(name)  # perhaps told of before
    if len(words) - at < (_SAYS_MUCH if the_one else 3):
        return None
    if is_finite(words[0], voice.language) or re.search(r"[^\w\s/.+'’-]", name) or _PRONOUN.search(name):
        return None
    return Label(voice.topic(cleaned(name)), " ".join(words[at:]))


def _marked(document: Document, block: Block, plain: str, voice: Voice) -> Label | None:
    """A bold or code name at the beginning, followed by a verb or a colon."""
    text = document.text[block.start : block.end]
    found = _BOLD.match(text) or _CODE.match(text)
    if not found:
        return None
    name = cleaned(found["name"])
    rest = plain[len(bare(found["name"]).rstrip(":")) :] if plain.startswith(bare(found["name"]).rstrip(":")) else ""
    rest = re.sub(r"^\s*\([^)]{1,40}\)", "", rest)
    told = re.sub(r"^\s*[-–—:]\s*|^\s+", "", rest)
    words = told.split()
    if not words or not name or (is_relation(name) and not text.startswith("`")):
        return None
    if re.match(r"\s*[-–—:]\s", rest):
        return Label(voice.topic(name), told)
    if words[0] in ("is", "are") or (words[0] in ("means",) and len(words) > 2):
        return Label(voice.topic(name), " ".join(words[1:]), words[0])
    noun = len(words) > 1 and (follows_many(words[1], words[0]) or _PAST.fullmatch(words[1]))  # "queues deliver"
    if (base_of(words[0]) and words[0][0].islower() and not noun) or words[0] in MODAL:
        return Label(voice.topic(name), told, "")
    return None
