"""English verbs that open a note, and whether a word is one. A list, because notes drop the subject that would tell.

Notes write "removes nodes", "remove nodes" and "node removal" where prose would write a sentence; only the verb tells
what can be asked about them.
"""

from functools import lru_cache

_BASE = frozenset(
    """absorb accelerate accept access accompany accumulate achieve act adapt add address adjust admire admit adopt
    affect age aggregate agree aim alert align allocate allow alter analyse analyze annotate announce answer appear
    append apply approach approve approximate archive argue arise arrange arrest arrive ask assemble assess assign
    associate assume attach attack attend attract audit authenticate authorise authorize automate avoid await back
    backfill bake balance ban batch bear beat become begin belong bend benefit bind bite blend block blow boil boost
    borrow break breathe breed bring broadcast broaden bubble buffer build burn bury buy bypass cache calculate call
    calm cancel cap capture carry cast catch categorize cause celebrate challenge change characterise characterize
    charge check checkpoint chew choose circulate cite claim clean clear climb cling clone close coil
    collapse collect combine come command comment commit compact compare compensate compete compile complain
    complement complete complicate compress comprise compute concatenate conclude condense conduct configure confine
    confirm confuse connect conquer conserve consider consist consolidate constitute construct consume contain
    continue contract contrast contribute control convert cook cool coordinate copy correct correlate corrupt cost
    count counteract cover crack crash crawl create crop cross crystallise cure curl customise customize cut dance
    darken deactivate deal debug decay decide decline decode decompose decorate decouple decrease decrypt dedicate
    deduce deduplicate defeat defend define deform degrade delay delegate delete delight delimit deliver demand
    demonstrate demote denote deny depend depict deploy deposit deprecate derive descend describe deserialize
    deserve design destroy detach detect deteriorate determine develop devote diagnose die differ differentiate
    diffuse dig digest dilute diminish dip direct disable disappear discard discharge disconnect discover discuss
    dismiss display disregard dissolve distribute diverge divert divide do dominate double download draft drag drain
    draw dress drift drill drink drive drop drown dry duplicate earn ease eat edit educate elect eliminate embed
    embody emerge emit emphasise emphasize employ enable encapsulate encircle enclose encode encounter encourage
    encrypt end endure enforce engage enhance enjoy enlarge enrich ensure entail enter enumerate equal equip erase
    erode escape establish estimate evaluate evaporate evict evolve exaggerate examine exceed excel excite exclude
    excrete execute exert exhaust exhibit exist expand expect expel expire explain explode exploit explore export
    expose express extend extract facilitate fade fail fall fasten favor favour fear feed ferment fetch fight fill
    filter find finish fire fit fix flatten flee float flourish flow flush fly focus fold follow forbid force
    forecast forget form forward frame free freeze fry fuel fulfil gain gather generalise generalize generate get
    give glide glow go govern grant grasp grind grip group grow guarantee guard guide halt hand handle happen harden
    harm harvest hash have heal heat help hide hinder hinge hire hit hold host hunt hurt identify ignite ignore
    illuminate imagine imitate impact impair impede implement imply import impose impress improve include increase
    incur index indicate infer inform ingest inhabit inherit inhibit initiate inject injure insert inspect inspire
    install instantiate instruct integrate intend intensify interact interfere interleave interpolate interpret
    interrupt intersect intervene introduce invade invalidate invent invert invest invite invoke involve irrigate
    irritate isolate issue itemise iterate join jump justify keep kill kneel knit knock label lack lag land last
    laugh launch lay lead leak lean leap learn leave lend lengthen let leverage lie lift lighten limit linger link
    list listen live load locate lock log look loop loosen lose love lower lubricate magnify maintain make manage
    manipulate map march mark marry mask match mature mean measure meet melt mention merge metabolise migrate mine
    minimise minimize mirror mix model modify moisten monitor motivate mount move multiply narrate narrow navigate
    need negotiate nest neutralise nod normalise normalize notify nourish nullify obey oblige obscure observe
    obstruct obtain occupy occur offer offload omit open operate oppose optimise optimize orbit orchestrate organise
    organize originate oscillate outperform output overcome overflow overlap overload override oversee overwrite owe
    own oxidise package pad paginate paint parse partition pass pause pay penalise penalize penetrate perceive
    perform permit permute persist persuade pertain pick pierce pinpoint place plan plant play plot plough point
    polish poll pollinate populate postpone pour practise praise pray pre-fetch precede precompute predict preempt
    prefer prefetch prepare present preserve press pretend prevent prey print prioritise prioritize proceed process
    proclaim produce profile program prohibit project prolong promise promote prompt propagate propose protect prove
    provide provision provoke prune publish pull pump punish purge purify pursue push put quantify quarantine query
    queue quote radiate raise randomise rank rate reach react read readjust realise realize reason rebalance rebel
    rebuild recall receive reclaim recognise recognize recommend recompile recompute reconcile reconstruct record
    recover recruit recur recycle redact redirect redistribute reduce refer reference refine reflect refresh regain
    regenerate register regulate reign reinforce reject rejoice relate relax release relieve reload rely remain
    remember remind remove rename render reorder reorganise repair repartition repay repeat replace replay replicate
    report represent reprocess reproduce request require reroute rescale rescue resemble reserve reset reside resist
    resize resolve resonate respect respire respond rest restart restore restrain restrict restructure resume retain
    retrieve retry return reunite reuse reveal revert review revise revive revoke revolve reward rewind rewrite ride
    ring ripen rise roar rob roll rotate route rub ruin rule run sacrifice sail salt sample sanitise satisfy
    saturate save say scale scan scatter schedule score scrape seal search secrete secure see segment seize select
    sell send sense separate sequence serialise serialize serve set settle sew shake shape shard share shave shelter
    shield shift shine shock shoot shorten shout show shrink shuffle shut sign signal simplify simulate sing sink
    sit sketch skip sleep slide slip slow smell smile smoke smooth snap soak soften solidify solve sort sound
    sparsify spawn speak specialise specialize specify speed spend spill spin split spoil spool spray spread sprout
    squeeze stabilise stabilize stage stain stall stand standardise standardize start starve state stay steam steer
    stem step stick stimulate stir stop store stream strengthen stress stretch strike strip strive structure study
    subdivide submit subscribe subside subsume subtract succeed suck suffer suggest suit summarise summarize
    supersede supply support surpass surrender surround survive suspect suspend sustain swallow swap sway sweat
    sweep swell swim switch symbolise sync synchronise synchronize tag take target taste teach tear tell tempt tend
    terminate test thicken think threaten thrive throttle throw tie tighten timestamp tolerate touch tow track trade
    train transcribe transfer transform translate transmit transport trap travel traverse treat tremble trigger trim
    triple trouble truncate trust try tune turn twist undergo undermine understand undertake undo unfold unify unite
    unload unlock unpack unroll update upgrade upload urge use utilise utilize vacuum validate vanish vaporise vary
    vectorise vectorize ventilate verify vibrate view violate visit visualise visualize vote wait wake walk wander
    want warn warrant wash waste watch weaken wear weave weigh whip widen win wind wipe wish withdraw wither
    withstand witness work worry worsen wound wrap wrestle write yield zip""".split()
)
_IRREGULAR = {"has": "have", "does": "do", "goes": "go", "is": "be", "relies": "rely"}
_PAST = frozenset("saw had were was did got came went took made gave ran wrote kept held led left lost met".split())
_REMEMBERED = 10_000  # words that were looked at last
BE = frozenset("is are was were".split())
MODAL = frozenset("can cannot could may might must should will would shall needs".split())
_ALSO_NOUNS = frozenset(
    """access act address age aim answer approach attack audit back balance batch benefit bite block blow boost
    break breed buffer burn cache call cap capture cast cause challenge change charge check checkpoint claim clone
    collapse command comment conduct contract contrast cook copy cost count cover crack crash cross cure cut
    dance deal decay decline delay delight demand deposit design dip discharge display dominate double draft drain
    dress drift drill drink drive drop dry ease embed employ end equal escape estimate exhibit export fade fall fear
    feed fight filter fire fit fix float flow fly focus fold force forecast form frame free fuel gain glow grant
    grip group guarantee guard guide halt harm harvest hash heat help hire hit hold host hunt impact import increase
    index issue join jump kill label lack lag land lay lead leak leap limit link list load lock log look loop love
    map march mark mask match measure mine mirror mix model monitor mount move need nest offer open orbit output
    overlap package pad paint pass pause pick place plan plant play plot plough point polish poll praise present
    press process produce profile program project promise prompt pump purge push query queue rank rate reason rebel
    recall record reference refresh reign release repeat report request rescue reserve reset respect rest restart
    return review reward ride ring rise roar roll route rub ruin rule run sail salt sample scale scatter schedule
    score seal search segment sense sequence set shake shape shard share shelter shield shift shine shock show sign
    signal sink sketch sleep slide slip smell smile smoke sort sound speed split spoil spray spread sprout squeeze
    stage stain stand start state steam stem step stick stir stop store stream stress stretch strike structure study
    supply support suspect swap sweep swell swim switch tag target taste tear test throttle timestamp touch track
    trade train transfer transform transport trap travel trigger trim triple trouble trust turn twist update upgrade
    upload urge use vacuum view visit vote wait walk wash waste watch weave whip win wind wish witness work worry
    wound wrap yield zip""".split()
)
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
