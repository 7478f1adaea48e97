"""Finding things: words as people write them, what abbreviations mean, misspelt words, and narrowing down."""
