"""A question and passages -> the sentences that answer it, as was learnt."""
