-- Made by tools/make_schema.py from catalogue/tables.py; do not edit.
CREATE TABLE batch (
	id INTEGER NOT NULL,
	time VARCHAR NOT NULL,
	author VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	undoes INTEGER,
	CONSTRAINT pk_batch PRIMARY KEY (id)
);

CREATE INDEX ix_batch_undoes ON batch (undoes);

CREATE TABLE change (
	seq INTEGER NOT NULL,
	batch INTEGER NOT NULL,
	record VARCHAR NOT NULL,
	"before" TEXT,
	"after" TEXT,
	CONSTRAINT pk_change PRIMARY KEY (seq)
);

CREATE INDEX ix_change_batch ON change (batch);

CREATE INDEX ix_change_record_seq ON change (record, seq);

CREATE TABLE meta (
	name VARCHAR NOT NULL,
	value VARCHAR NOT NULL,
	CONSTRAINT pk_meta PRIMARY KEY (name)
);

CREATE TABLE record (
	"key" INTEGER NOT NULL,
	id VARCHAR NOT NULL,
	iri VARCHAR NOT NULL,
	kind VARCHAR NOT NULL,
	label VARCHAR NOT NULL,
	document TEXT NOT NULL,
	hash VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	created VARCHAR NOT NULL,
	modified VARCHAR NOT NULL,
	CONSTRAINT pk_record PRIMARY KEY ("key"),
	CONSTRAINT uq_record_id UNIQUE (id),
	CONSTRAINT uq_record_iri UNIQUE (iri)
);

CREATE INDEX ix_record_kind_label ON record (kind, label, "key");

CREATE TABLE link (
	subject INTEGER NOT NULL,
	field VARCHAR NOT NULL,
	object VARCHAR NOT NULL,
	CONSTRAINT pk_link PRIMARY KEY (subject, field, object),
	CONSTRAINT fk_link_subject FOREIGN KEY(subject) REFERENCES record ("key") ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_link_object_field_subject ON link (object, field, subject);

CREATE TABLE search_doc (
	"key" INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	code VARCHAR NOT NULL,
	title VARCHAR NOT NULL,
	body VARCHAR NOT NULL,
	CONSTRAINT pk_search_doc PRIMARY KEY ("key"),
	CONSTRAINT fk_search_doc_key FOREIGN KEY("key") REFERENCES record ("key") ON DELETE CASCADE
);

CREATE INDEX ix_search_doc_title ON search_doc (title);

CREATE TABLE statement (
	record INTEGER NOT NULL,
	position INTEGER NOT NULL,
	field VARCHAR NOT NULL,
	value VARCHAR,
	document VARCHAR NOT NULL,
	place VARCHAR NOT NULL,
	certainty VARCHAR NOT NULL,
	date VARCHAR NOT NULL,
	chosen BOOLEAN NOT NULL,
	reason VARCHAR NOT NULL,
	CONSTRAINT pk_statement PRIMARY KEY (record, position),
	CONSTRAINT fk_statement_record FOREIGN KEY(record) REFERENCES record ("key") ON DELETE CASCADE
)
 WITHOUT ROWID;

