"""Files of a collection: the rows a filter chooses as NDJSON, CSV or XLSX, and dated snapshots of
everything. All are made of published documents, as the reader, in pieces.
"""
