-- Search: one partition of search.passage per index (StoreIndex), each with its own keyword index, so that word
-- statistics are never shared between workspaces. See lib/vector-stores/postgres/README.md.

CREATE EXTENSION IF NOT EXISTS vector;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- BM25 index of its own where the server has it; elsewhere keyword search counts terms in SQL.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_textsearch;
EXCEPTION WHEN OTHERS THEN
  RAISE NOTICE 'pg_textsearch is not available (%): keyword search uses term counts instead', SQLERRM;
END
$$;

CREATE SCHEMA IF NOT EXISTS search;

CREATE TABLE search.passage (
  index_id     text    NOT NULL,
  id           text    NOT NULL,
  workspace_id text    NOT NULL,
  source_id    text    NOT NULL,
  document_id  text    NOT NULL,
  version_id   text    NOT NULL,
  ordinal      integer NOT NULL,
  start_offset integer NOT NULL,
  end_offset   integer NOT NULL,
  page         integer,
  headings     text[]  NOT NULL,
  body         text    NOT NULL,
  text_hash    text    NOT NULL,
  tokens       integer NOT NULL,
  -- The terms of document name, headings and body, space separated, for the bm25 index.
  keywords     text    NOT NULL,
  -- Term → count, and the number of terms; only in indexes without a bm25 index.
  terms        jsonb,
  term_count   integer NOT NULL,
  -- No fixed dimension: each partition holds the vectors of one model.
  embedding    halfvec NOT NULL,
  PRIMARY KEY (index_id, id)
) PARTITION BY LIST (index_id);

CREATE INDEX passage_version ON search.passage (version_id, ordinal);
CREATE INDEX passage_document ON search.passage (document_id);

-- Makes the partition of an index, once; a second call changes nothing. `keyword_mode` is 'bm25' or 'terms', by
-- default what the server can do. `k1` and `b` are the BM25 parameters of a bm25 index.
CREATE FUNCTION search.create_index(index_id text, keyword_mode text DEFAULT NULL, k1 real DEFAULT 1.2, b real DEFAULT 0.75)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  part text := 'passage_' || index_id;
  mode text := keyword_mode;
BEGIN
  IF index_id !~ '^[a-z0-9_]{1,40}$' THEN
    RAISE EXCEPTION 'not an index id: %', index_id;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('search.create_index'), hashtext(index_id));
  IF to_regclass('search.' || part) IS NOT NULL THEN
    RETURN;
  END IF;
  IF mode IS NULL THEN
    mode := CASE WHEN EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_textsearch') THEN 'bm25' ELSE 'terms' END;
  END IF;
  EXECUTE format('CREATE TABLE search.%I PARTITION OF search.passage FOR VALUES IN (%L)', part, index_id);
  IF mode = 'bm25' THEN
    EXECUTE format('CREATE INDEX %I ON search.%I USING bm25 (keywords) WITH (text_config = ''simple'', k1 = %s, b = %s)',
                   part || '_bm25', part, k1, b);
  ELSE
    EXECUTE format('CREATE INDEX %I ON search.%I USING gin (terms)', part || '_terms', part);
  END IF;
END
$$;

-- Removes an index with all its passages; nothing happens when there is none.
CREATE FUNCTION search.drop_index(index_id text)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF index_id !~ '^[a-z0-9_]{1,40}$' THEN
    RAISE EXCEPTION 'not an index id: %', index_id;
  END IF;
  EXECUTE format('DROP TABLE IF EXISTS search.%I', 'passage_' || index_id);
END
$$;
