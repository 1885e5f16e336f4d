"""A whole country on many machines: the column engine and the bitmaps by Spark, partition by partition.

A population is written once as Parquet, a block a row; each worker builds the engine once, works out its blocks with
the very code that `madang nation` runs, has the interpreter finish what the kernels leave, and gives counts by service
and region, which Spark adds up. Spark moves blocks and sums; it never sees a rule. Needs the extra `spark` and Java 17.
"""
