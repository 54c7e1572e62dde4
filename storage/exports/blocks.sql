SELECT
    document_sha256,
    position,
    kind,
    level,
    number,
    text,
    block_sha256
FROM document_block
JOIN block USING (block_sha256)
WHERE document_sha256 IN (SELECT document_sha256 FROM version)
ORDER BY document_sha256, position
