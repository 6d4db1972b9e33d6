"""English verbs that open a note, and whether a word is one. A list, because notes drop the subject that would tell.

Notes write "removes nodes", "remove nodes" and "node removal" where prose would write a sentence; only the verb tells
what can be asked about them.
"""

_BASE = frozenset(
    """accelerate accept access accumulate achieve act adapt add address adjust aggregate alert align allocate allow
    alter analyse analyze answer appear append apply archive arrive ask assess assign associate assume attach audit
    authenticate authorise authorize automate avoid back backfill balance batch become begin belong block boost
    break bring broadcast buffer build bypass cache calculate call cancel cap capture carry cast catch categorize
    cause change charge check checkpoint choose clean clear clone close cluster collect combine come commit compact
    compare compile complete compress compute configure confirm connect consist consolidate consume contain continue
    control convert coordinate copy correct cost count cover crawl create cut deal debug decide decode decouple
    decrease decrypt define delay delete deliver demand denote deny depend deploy derive describe deserialize design
    detect determine develop differ disable discard discover display distribute divide do download draw drive drop
    duplicate edit eliminate emit enable encode encrypt end enforce enhance enrich ensure enter establish estimate
    evaluate evict evolve examine exceed exclude execute expand expect expire explain exploit export expose express
    extend extract facilitate fail favour feed fetch fill filter find finish fit fix flatten flush focus follow
    force forward free gather generate get give go govern grant group grow guarantee hand handle happen hash have
    help hide hold host identify ignore implement import improve include increase index indicate infer ingest
    inherit initiate insert inspect install integrate interact introduce invoke involve isolate issue iterate join
    keep label last launch lead learn leave let leverage lie lift limit link list listen live load locate lock log
    look lose lower maintain make manage map mark mask match mean measure merge migrate minimise minimize mirror mix
    model modify monitor mount move narrow need normalise normalize notify nullify observe obtain occur offer
    offload open operate optimise optimize orchestrate organise organize output overlap override overwrite own
    package parse partition pass pause pay perform persist pick place point poll populate pre-fetch prefetch prepare
    present preserve prevent print prioritise prioritize process produce profile program prohibit project promote
    propagate protect provide provision prune publish pull purge push put quarantine query queue raise randomise
    reach react read rebalance rebuild receive recognise recognize recommend record recover redact redirect
    redistribute reduce refer reference reflect refresh register reject relate release rely remain remember remind
    remove rename render reorder repair repeat replace replay replicate report represent reprocess request require
    reserve reset reside resize resolve respond rest restart restore restrict resume retain retrieve retry return
    reuse reveal revert review revoke rewrite roll rotate route run sample save say scale scan schedule score search
    secure see segment select send separate serialise serialize serve set settle shard share shift shorten show
    shrink shuffle shut sign simplify skip slow sort specify speed spill spin split spread stage standardise
    standardize start state stay stop store stream strip structure submit subscribe suit summarise summarize supply
    support suspend swap switch sync synchronise synchronize tag take target teach tell tend terminate test throttle
    throw tie timestamp track train transfer transform translate traverse treat trigger trim truncate try tune turn
    unify unload update upgrade upload use utilise utilize vacuum validate vary verify view visit visualise
    visualize wait want warn watch widen work wrap write yield""".split()
)
_IRREGULAR = {"has": "have", "does": "do", "goes": "go", "is": "be", "relies": "rely"}
BE = frozenset("is are was were".split())
MODAL = frozenset("can cannot could may might must should will would shall needs".split())
_ALSO_NOUNS = frozenset(
    """access act address answer audit back batch block boost break buffer cache call cap capture cast cause change
    charge check checkpoint clone cluster copy cost count cover cut deal delay demand design display drive drop end
    estimate export feed filter fit fix focus force function grant group guarantee hash help host import increase index
    interest issue join label lead limit link list load lock log look map mark mask match measure mirror mix model
    monitor mount move need offer open order output overlap package pass pause pick place point poll present process
    produce profile program project purge push query queue record reference refresh release report request research
    reserve reset rest return review roll route run sample scale schedule score search segment set shard share shift
    show sign sort speed split spread stage start state stop store stream structure supply support swap switch tag
    target test throttle timestamp trace track train transfer transform trigger trim turn update upgrade upload
    use vacuum view visit wait watch work wrap yield""".split()
)
_AFTER_NOUNS = BE | MODAL | frozenset("of and or per has have does do that which –".split())
_OF_MANY = frozenset("allow include use support provide have offer enable let need require contain give".split())


def is_noun_too(word: str) -> bool:
    """Whether the word alone does not tell a verb from a noun: "tests"."""
    return word.lower() in _ALSO_NOUNS or base_of(word) in _ALSO_NOUNS


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
    return stem not in _ALSO_NOUNS or not (after in _AFTER_NOUNS or after in _BASE or words[0].endswith(","))


def is_order(words: list[str]) -> bool:
    """Whether a text opens with a verb's base form, as in a list of what one can do: "remove nodes"."""
    if len(words) < 2 or words[0].lower() not in _BASE:
        return False
    return words[0].lower() not in _ALSO_NOUNS or words[1].lower().strip(":,") not in _AFTER_NOUNS


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
        consentono contiene contengono indica rappresenta serve uso ho sia siano fa fanno""".split()
    ),
    "de": frozenset("ist sind hat haben kann können wird werden muss müssen nicht enthält dient".split()),
    "fr": frozenset("est sont a ont peut peuvent doit doivent ne permet permettent contient sert se".split()),
    "es": frozenset("es son tiene tienen puede pueden debe deben no permite permiten contiene sirve se hay".split()),
}
_WE = {"it": "iamo", "fr": "ons", "es": "mos"}  # endings of "we do"


def is_finite(word: str, language: str) -> bool:
    """Whether a word of a language other than English is likely the verb of a sentence."""
    low = word.lower().strip(",;:.()")
    return low in FINITE.get(language, ()) or bool((we := _WE.get(language)) and len(low) > 5 and low.endswith(we))
