SELECT
    document_sha256,
    type,
    position,
    start_char,
    end_char,
    excerpt,
    severity,
    confidence,
    stated,
    reader_version
FROM provision
WHERE
    reader_version = getvariable('reader_version')
    AND document_sha256 IN (SELECT document_sha256 FROM version)
ORDER BY document_sha256, position, start_char, end_char, type
