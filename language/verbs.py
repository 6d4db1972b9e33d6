"""English verbs that open a note, and whether a word is one. A list, because notes drop the subject that would tell.

Notes write "removes nodes", "remove nodes" and "node removal" where prose would write a sentence; only the verb tells
what can be asked about them.
"""

from functools import lru_cache

from language.lists import word_list

_BASE = word_list("en/verbs")
_IRREGULAR = {"has": "have", "does": "do", "goes": "go", "is": "be", "relies": "rely"}
_PAST = frozenset("saw had were was did got came went took made gave ran wrote kept held led left lost met".split())
_REMEMBERED = 10_000  # words that were looked at last
BE = frozenset("is are was were".split())
MODAL = frozenset("can cannot could may might must should will would shall needs".split())
_ALSO_NOUNS = word_list("en/verbs_also_nouns")
_ALSO_ADJECTIVES = frozenset("direct double equal free live own present slow warm".split())
_DETERMINERS = frozenset("the a an your all each every both it them this that these those its their".split())
_AFTER_NOUNS = BE | MODAL | frozenset("of and or per has have does do that which –".split())
_PREPOSITIONS = frozenset("to for over in between from at by with without per across".split())
_OF_MANY = frozenset("allow include use support provide have offer enable let need require contain give".split())


def is_noun_too(word: str) -> bool:
    """Whether the word alone does not tell a verb from a noun: "tests"."""
    return word.lower() in _ALSO_NOUNS or base_of(word) in _ALSO_NOUNS


@lru_cache(maxsize=_REMEMBERED)
def base_of(word: str) -> str:
    """The verb that "removes" is a form of, "" when it is none of a third person."""
    low = word.lower()
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("s", "")):
        if low.endswith(ending) and (stem := low[: len(low) - len(ending)] + instead) in _BASE and low != stem:
            return stem
    return ""


def is_third_person(words: list[str]) -> bool:
    """Whether a text opens with a verb that lacks its subject: "removes nodes", not "checks are"."""
    if not words or not (stem := base_of(words[0])):
        return False
    after = words[1].lower().strip(":,") if words[1:] else ""
    if after in _PAST:
        return False  # "queries saw a state"
    return stem not in _ALSO_NOUNS or not (after in _AFTER_NOUNS or after in _BASE or words[0].endswith(","))


def is_order(words: list[str]) -> bool:
    """Whether a text opens with a verb's base form, as in a list of what one can do: "remove nodes"."""
    if len(words) < 2 or words[0].lower() not in _BASE:
        return False
    if words[0].lower() in _ALSO_ADJECTIVES and words[1].lower() not in _DETERMINERS:
        return False  # "equal weight for each column"
    if len(words) > 3 and follows_many(words[2], words[1]):
        return False  # "compute nodes store data"
    return words[0].lower() not in _ALSO_NOUNS or words[1].lower().strip(":,") not in _AFTER_NOUNS | _PREPOSITIONS


def is_verb(word: str) -> bool:
    """Whether a word is a verb and hardly a noun."""
    low = word.lower()
    return (low in _BASE or bool(base_of(low))) and not is_noun_too(low)


def of_many(words: list[str]) -> bool:
    """Whether a base form at the beginning is what several things do: "allow you to pay by the hour"."""
    return bool(words) and words[0].lower() in _OF_MANY


def follows_many(word: str, before: str) -> bool:
    """Whether a base form is the verb of the plural before it: "tables support"."""
    plural = before.endswith("s") and not before.endswith(("ss", "us", "is")) and len(before) > 3
    return word.lower() in _BASE and (plural or before.lower() in ("also", "you", "we"))


def finite(word: str) -> bool:
    """Whether a word inside a text is likely the verb of a sentence."""
    low = word.lower().strip(",;:.")
    return (
        low in BE
        or low in MODAL
        or low in ("has", "have", "does", "do", "did")
        or (bool(base_of(low)) and base_of(low) not in _ALSO_NOUNS)
    )


FINITE = {  # by language: what opens or holds a sentence, for languages of which no more is known
    "it": frozenset(
        """è sono ha hanno può possono sarà saranno deve devono viene vengono si non ci permette permettono consente
        consentono contiene contengono indica indicano rappresenta rappresentano serve servono ho sia siano
        fa fanno era erano fu furono utilizza utilizzano usano offre offrono fornisce forniscono garantisce
        garantiscono richiede richiedono produce producono restituisce controlla controllano protegge
        proteggono trasforma trasformano divide dividono collega collegano regola regolano trasporta
        trasportano riceve ricevono invia inviano genera generano crea creano riduce riducono aumenta
        aumentano evita evitano impedisce impediscono avviene avvengono comprende comprendono comporta
        comportano dipende dipendono consiste consistono corrisponde corrispondono definisce definiscono
        descrive descrivono determina determinano esegue eseguono gestisce gestiscono mantiene mantengono
        memorizza memorizzano misura misurano occupa occupano stabilisce stabiliscono supporta supportano
        svolge svolgono tiene tengono trova trovano costituisce costituiscono assegna assegnano""".split()
    ),
    "de": frozenset(
        """ist sind hat haben kann können wird werden muss müssen nicht enthält enthalten dient dienen besteht bestehen
        bildet bilden erzeugt erzeugen liefert liefern regelt regeln schützt schützen speichert speichern
        steuert steuern transportiert transportieren überträgt übertragen verbindet verbinden wandelt
        wandeln nimmt nehmen gibt führt führen macht zeigt zeigen braucht brauchen benötigt bezeichnet
        beschreibt entsteht entstehen findet hält liegt liegen misst produziert produzieren reguliert
        spaltet stellt trennt trennen umfasst umfassen verhindert versorgt wirkt steht stehen bewirkt baut
        wurde wurden war waren hatte begann endete verleiht sorgt ermöglicht""".split()
    ),
    "fr": frozenset(
        """est sont a ont peut peuvent doit doivent ne permet permettent contient contiennent sert servent se assure
        assurent produit produisent protège protègent transporte transportent comprend comprennent devient
        deviennent dépend dépendent désigne donne donnent fait font fournit fournissent garantit commence
        commencent met mène montre prend prennent reçoit reçoivent relie relient transforme transforment
        utilise utilisent vient viennent était étaient fut furent abolit proclame instaure consiste
        correspond stocke stockent contrôle régule""".split()
    ),
    "es": frozenset(
        """es son tiene tienen puede pueden debe deben no permite permiten contiene contienen sirve sirven se hay
        produce producen protege protegen transporta transportan incluye incluyen depende dependen da hace
        hacen proporciona proporcionan garantiza comienza recibe reciben transforma transforman utiliza
        utilizan usa usan viene vienen era eran fue fueron nace desemboca limita ocupa ocupan mide miden
        recorre alcanza alcanzan consiste almacena almacenan controla controlan regula regulan separa
        separan""".split()
    ),
}
_WE = {"it": "iamo", "fr": "ons", "es": "mos"}  # endings of "we do"
_US = frozenset("wir uns unser unsere mi mio mia ho nous notre nosotros nuestro nuestra devo voglio".split())
_SEVERAL = {"it": ("no",), "de": ("n", "sind"), "fr": ("nt",), "es": ("n",)}  # endings of "they do"
_SMALL_BEFORE = frozenset("non ne no nicht se si ci".split())


def is_finite(word: str, language: str) -> bool:
    """Whether a word of a language other than English is likely the verb of a sentence."""
    low = word.lower().strip(",;:.()")
    if language == "de" and word[:1].isupper():
        return False  # a noun
    return low in FINITE.get(language, ()) or of_us(word, language)


def of_us(word: str, language: str) -> bool:
    """Whether a word tells what "we" do."""
    low = word.lower().strip(",;:.()")
    ending = _WE.get(language)
    return low in _US or bool(ending and len(low) > 5 and low.endswith(ending))


def of_several(told: str, language: str) -> bool:
    """Whether what is told opens with the verb of several things, as far as its ending tells."""
    words = [w for w in told.lower().split() if w not in _SMALL_BEFORE]
    return bool(words) and words[0].endswith(_SEVERAL.get(language, ("\n",)))
