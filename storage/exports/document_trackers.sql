SELECT
    document_sha256,
    name,
    category,
    provider,
    purpose,
    retention,
    retention_days,
    reader_version
FROM tracker
WHERE
    reader_version = getvariable('reader_version')
    AND document_sha256 IN (SELECT document_sha256 FROM version)
ORDER BY ALL
