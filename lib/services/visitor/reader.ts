/**
 * As SQL, the id of the member that a visitor of a publication is, both given as parameters: they signed in here, so what they
 * may read at a source is known. Null for everybody else: who vouches for those says nothing about their e-mail address, and an
 * API key belongs to nobody.
 */
export const visitingMember = ({
  publication,
  visitor,
}: {
  publication: string;
  visitor: string;
}) => `(
  select substr(visitor.identity, length('member|') + 1) from "Visitor" visitor
  where visitor.id = ${visitor} and visitor."publicationId" = ${publication} and visitor.identity like 'member|%')`;
