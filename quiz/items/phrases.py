"""The words that questions are put in, by language. What is said of the subject always comes from the notes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """The wordings of one language; `{topic}`, `{told}`, `{count}`, `{statement}` are filled in."""

    described: tuple[str, ...]  # which name fits a description
    about: tuple[str, ...]  # which statement is true of a topic
    true_false: str
    true: str
    false: str
    of_these: tuple[str, ...]  # choose several members of a list
    complete: str  # choose several endings of a sentence
    name_one: str
    what_is_called: str
    stands_for: str  # what letters are short for
    match: str
    both_true: tuple[str, ...]  # choose several statements
    complete_one: str  # name one ending of a sentence
    numbers: tuple[str, ...]  # how two, three and four are written
    is_so: str  # why an option is right
    is_other: str  # why a statement is wrong: it is said of something else
    means: str  # what a name really is
    belongs: str  # where a listed thing belongs


ENGLISH = Phrases(
    described=("Which of these is described as “{told}”?", "What is being described: “{told}”?"),
    about=(
        "Which of these is true of {topic}?",
        "Which statement about {topic} is correct?",
        "What do you know to hold for {topic}?",
    ),
    true_false="True or false: {statement}.",
    true="True",
    false="False",
    of_these=("Which {count} of these are {topic}?", "Select {count}: which are {topic}?"),
    complete="Select {count} that complete the sentence: “{statement} …”.",
    name_one="Name one of the {topic}.",
    what_is_called="What is described as “{told}”?",
    stands_for="What does {topic} stand for?",
    match="Match each description with the name it belongs to: {topic}.",
    both_true=("Which {count} of these are true of {topic}?", "Select {count} statements that hold for {topic}."),
    complete_one="Name one thing that completes the sentence: “{statement} …”.",
    numbers=("two", "three", "four"),
    is_so="Right: {statement}.",
    is_other="This is said of {topic}: {told}.",
    means="{topic}: {told}.",
    belongs="{told} is listed under {topic}.",
)
ITALIAN = Phrases(
    described=("A cosa corrisponde questa descrizione: “{told}”?", "Che cosa si descrive così: “{told}”?"),
    about=("Quale affermazione è vera a proposito di: {topic}?", "Che cosa vale per: {topic}?"),
    true_false="Vero o falso: {statement}.",
    true="Vero",
    false="Falso",
    of_these=("Quali {count} di questi fanno parte di: {topic}?", "Scegli {count} che fanno parte di: {topic}."),
    complete="Scegli {count} che completano la frase: “{statement} …”.",
    name_one="Nomina uno di questi: {topic}.",
    what_is_called="Che cosa si descrive così: “{told}”?",
    stands_for="Che cosa vuol dire la sigla {topic}?",
    match="Abbina ogni descrizione al suo nome: {topic}.",
    both_true=("Quali {count} affermazioni valgono per: {topic}?",),
    complete_one="Nomina uno dei modi di completare la frase: “{statement} …”.",
    numbers=("due", "tre", "quattro"),
    is_so="Giusto: {statement}.",
    is_other="Questo si dice di {topic}: {told}.",
    means="{topic}: {told}.",
    belongs="{told} fa parte di: {topic}.",
)
GERMAN = Phrases(
    described=("Worauf passt diese Beschreibung: „{told}“?", "Was wird so beschrieben: „{told}“?"),
    about=("Welche Aussage über „{topic}“ stimmt?", "Was gilt für „{topic}“?"),
    true_false="Wahr oder falsch: {statement}.",
    true="Wahr",
    false="Falsch",
    of_these=("Welche {count} davon gehören zu „{topic}“?", "Wähle {count}, die zu „{topic}“ gehören."),
    complete="Wähle {count}, die den Satz ergänzen: „{statement} …“.",
    name_one="Nenne eines davon: {topic}.",
    what_is_called="Was wird so beschrieben: „{told}“?",
    stands_for="Wofür steht {topic}?",
    match="Ordne jeder Beschreibung ihren Namen zu: {topic}.",
    both_true=("Welche {count} Aussagen gelten für „{topic}“?",),
    complete_one="Nenne eines, das den Satz ergänzt: „{statement} …“.",
    numbers=("zwei", "drei", "vier"),
    is_so="Richtig: {statement}.",
    is_other="Das wird über {topic} gesagt: {told}.",
    means="{topic}: {told}.",
    belongs="{told} gehört zu: {topic}.",
)
FRENCH = Phrases(
    described=("À quoi correspond cette description : « {told} » ?", "Que décrit-on ainsi : « {told} » ?"),
    about=("Quelle affirmation est vraie à propos de : {topic} ?", "Qu'est-ce qui vaut pour : {topic} ?"),
    true_false="Vrai ou faux : {statement}.",
    true="Vrai",
    false="Faux",
    of_these=("Lesquels ({count}) font partie de : {topic} ?", "Choisissez-en {count} qui font partie de : {topic}."),
    complete="Choisissez-en {count} qui complètent la phrase : « {statement} … ».",
    name_one="Nommez-en un : {topic}.",
    what_is_called="Que décrit-on ainsi : « {told} » ?",
    stands_for="Que veut dire le sigle {topic} ?",
    match="Associez chaque description à son nom : {topic}.",
    both_true=("Quelles affirmations ({count}) valent pour : {topic} ?",),
    complete_one="Nommez un élément qui complète la phrase : « {statement} … ».",
    numbers=("deux", "trois", "quatre"),
    is_so="Juste : {statement}.",
    is_other="Ceci est dit de {topic} : {told}.",
    means="{topic} : {told}.",
    belongs="{told} fait partie de : {topic}.",
)
SPANISH = Phrases(
    described=("¿A qué corresponde esta descripción: «{told}»?", "¿Qué se describe así: «{told}»?"),
    about=("¿Qué afirmación es cierta sobre: {topic}?", "¿Qué vale para: {topic}?"),
    true_false="Verdadero o falso: {statement}.",
    true="Verdadero",
    false="Falso",
    of_these=("¿Cuáles {count} de estos forman parte de: {topic}?", "Elige {count} que forman parte de: {topic}."),
    complete="Elige {count} que completan la frase: «{statement} …».",
    name_one="Nombra uno de estos: {topic}.",
    what_is_called="¿Qué se describe así: «{told}»?",
    stands_for="¿Qué significan las siglas {topic}?",
    match="Relaciona cada descripción con su nombre: {topic}.",
    both_true=("¿Qué {count} afirmaciones valen para: {topic}?",),
    complete_one="Nombra algo que complete la frase: «{statement} …».",
    numbers=("dos", "tres", "cuatro"),
    is_so="Correcto: {statement}.",
    is_other="Esto se dice de {topic}: {told}.",
    means="{topic}: {told}.",
    belongs="{told} forma parte de: {topic}.",
)
_BY_LANGUAGE = {"en": ENGLISH, "it": ITALIAN, "de": GERMAN, "fr": FRENCH, "es": SPANISH}


def phrases(language: str) -> Phrases:
    """The wordings of a language, English for one that has none here."""
    return _BY_LANGUAGE.get(language, ENGLISH)
