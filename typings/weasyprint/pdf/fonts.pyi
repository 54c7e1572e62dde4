harfbuzz_subset: object
