"""English words that say nothing about what a text is about, question words included."""

STOP_WORDS = frozenset(
    """
    a about above after again against ain all also am an and any are aren as at be because been before being below
    between both but by can cannot could couldn d did didn do does doesn doing don down during each else etc few
    for from further get gets give given had hadn has hasn have haven having he her here hers herself him himself
    his how however i if in into is isn it its itself just let ll m ma many may me might mightn more most much must
    mustn my myself needn no nor not now of off on once only or other our ours ourselves out over own please re s
    same shall shan she should shouldn so some such t tell than that the their theirs them themselves then there
    these they this those through thus to too under until up upon us use used uses using ve very via was wasn we
    were weren what when where whether which while who whom whose why will with won would wouldn y yet you your
    yours yourself yourselves
    """.split()
)
