-- Lets processes keep vectors in memory and see what was written since, and stores passages in one piece.
-- See lib/vector-stores/postgres/README.md.

-- The transaction that wrote the row. Rows of transactions that ended before a snapshot's xmin never change their
-- place: whoever has read them needs to look only at those with `written` from there on.
ALTER TABLE search.passage ADD COLUMN written xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX passage_written ON search.passage (written);

-- Passages of the usual size stay in the table, uncompressed: both storing and looking up are quicker.
DO $$
DECLARE
  part regclass;
BEGIN
  FOR part IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'search.passage'::regclass LOOP
    EXECUTE format('ALTER TABLE %s SET (toast_tuple_target = 4080)', part);
  END LOOP;
END
$$;

-- Terms of more than six characters are abbreviated, as lib/vector-stores/postgres/terms.ts does.
CREATE FUNCTION search.abbreviate(term text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN length(term) <= 6 THEN term
    ELSE left(term, 1) || lower(translate(left(encode(decode(md5(term), 'hex'), 'base64'), 5), '+/', 'ab')) END
$$;
UPDATE search.passage SET
  keywords = coalesce((
    SELECT string_agg(search.abbreviate(term), ' ' ORDER BY place)
    FROM unnest(string_to_array(keywords, ' ')) WITH ORDINALITY AS word (term, place)
  ), ''),
  terms = CASE WHEN terms IS NOT NULL THEN coalesce((
    SELECT jsonb_object_agg(search.abbreviate(key), value) FROM jsonb_each(terms)
  ), '{}') END;

CREATE OR REPLACE FUNCTION search.create_index(index_id text, keyword_mode text DEFAULT NULL, k1 real DEFAULT 1.2, b real DEFAULT 0.75)
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
  EXECUTE format('ALTER TABLE search.%I SET (toast_tuple_target = 4080)', part);
  IF mode = 'bm25' THEN
    EXECUTE format('CREATE INDEX %I ON search.%I USING bm25 (keywords) WITH (text_config = ''simple'', k1 = %s, b = %s)',
                   part || '_bm25', part, k1, b);
  ELSE
    EXECUTE format('CREATE INDEX %I ON search.%I USING gin (terms)', part || '_terms', part);
  END IF;
END
$$;
