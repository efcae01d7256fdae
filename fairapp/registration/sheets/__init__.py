"""People in and out as spreadsheets: read, compared with what stands, written in one transaction, handed out.

`columns` says what a sheet holds, `reading` makes rows of a file, `cells` values of cells, `planning` says
what an import would do and `services.bulk` does exactly that; `writing` hands sheets out.
"""
