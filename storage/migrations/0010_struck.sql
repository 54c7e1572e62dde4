-- Words that a page shows struck out, beside the text of the document: they are not in force.
ALTER TABLE extraction ADD COLUMN struck VARCHAR DEFAULT '[]';
