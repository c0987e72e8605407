<?php

// A complete ERP client in PHP 8, with nothing but its standard library.
//
//     KARTOTEKA_SERVER=http://localhost:8080 KARTOTEKA_KEY=kt_... php Sync.php contractors.json work
//
// Each batch is written into the folder first, as the request that it will be, with its request id;
// the file is deleted once the server has answered. A run that is cut off is simply run again.

declare(strict_types=1);

const LONGEST_WAIT = 30.0;
const ATTEMPTS = 8;
const MAX_RECORDS = 500;
const MAX_BYTES = 3_500_000; // the server takes 4 MiB

/** The table "When to repeat" of docs/erp.md. */
function maySucceedLater(int $status, ?array $problem, string $reason): bool
{
    return match ($problem['code'] ?? '') {
        '' => in_array($status, [429, 502, 503, 504], true), // a proxy answered
        'aborted' => $reason !== 'BATCH_REJECTED',
        'unavailable', 'deadline_exceeded' => true,
        default => $reason === 'RATE_LIMITED',
    };
}

/** Calls until it is answered. Only what may succeed later is sent again, and always the same. */
function call(string $method, string $body): array
{
    $firstWait = (int) (getenv('KARTOTEKA_WAIT_MS') ?: 500) / 1000;
    for ($attempt = 0; $attempt < ATTEMPTS; $attempt++) {
        [$status, $asked, $answer] = post($method, $body);
        if ($status === 200 && $answer !== null) {
            return $answer;
        }
        $reason = reasonOf($answer);
        if ($status !== 0 && !maySucceedLater($status, $answer, $reason)) {
            stop("$method: HTTP $status $reason: " . ($answer['message'] ?? 'the answer is not JSON'));
        }
        if ($attempt + 1 < ATTEMPTS) {
            $wait = min($firstWait * 2 ** $attempt, LONGEST_WAIT) * random_int(500, 1000) / 1000;
            usleep((int) (1e6 * max($wait, min($asked, LONGEST_WAIT))));
        }
    }
    stop("$method: the server does not answer; run again later");
}

/** Returns the status, the seconds that Retry-After asks for, and the JSON. Status 0: nobody knows whether it arrived. */
function post(string $method, string $body): array
{
    $context = stream_context_create(['http' => [
        'method' => 'POST', 'content' => $body, 'timeout' => 45, 'ignore_errors' => true, 'follow_location' => 0,
        'header' => ['Authorization: Bearer ' . getenv('KARTOTEKA_KEY'), 'Content-Type: application/json', 'Connection: close'],
    ]]);
    $line = @fopen(getenv('KARTOTEKA_SERVER') . "/kartoteka.v1.ContractorSyncService/$method", 'r', false, $context);
    if ($line === false) {
        return [0, 0.0, null];
    }
    $headers = stream_get_meta_data($line)['wrapper_data'];
    $answer = json_decode((string) stream_get_contents($line), true);
    $answer = is_array($answer) ? $answer : null;
    [$asked, $isJson] = [0.0, false];
    foreach ($headers as $header) {
        [$name, $value] = explode(':', $header, 2) + [1 => ''];
        match (strtolower($name)) {
            'retry-after' => $asked = (float) $value, // a date counts as none
            'content-type' => $isJson = str_contains($value, 'application/json'),
            default => null,
        };
    }
    $brokeOff = $isJson && $answer === null;
    return [$brokeOff ? 0 : (int) explode(' ', $headers[0])[1], $asked, $answer];
}

function reasonOf(?array $problem): string
{
    foreach ($problem['details'] ?? [] as $detail) {
        if (str_ends_with($detail['type'], 'ErrorInfo')) {
            return $detail['debug']['reason'] ?? '';
        }
    }
    return '';
}

function stop(string $why): never
{
    fwrite(STDERR, "$why\n");
    exit(1);
}

function encode(array|object $value): string
{
    return json_encode($value, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_PRESERVE_ZERO_FRACTION | JSON_THROW_ON_ERROR);
}

function uuid(): string
{
    $bytes = random_bytes(16);
    $bytes[6] = chr(ord($bytes[6]) & 0x0f | 0x40);
    $bytes[8] = chr(ord($bytes[8]) & 0x3f | 0x80);
    return vsprintf('%s%s-%s-%s-%s-%s%s%s', str_split(bin2hex($bytes), 4));
}

/** Makes batches that are within both limits. */
function split(array $contractors): Generator
{
    [$batch, $size] = [[], 0];
    foreach ($contractors as $contractor) {
        $length = strlen(encode($contractor)) + 1; // with the comma
        if ($batch !== [] && (count($batch) === MAX_RECORDS || $size + $length > MAX_BYTES)) {
            yield $batch;
            [$batch, $size] = [[], 0];
        }
        $batch[] = $contractor;
        $size += $length;
    }
    if ($batch !== []) {
        yield $batch;
    }
}

/** Writes the batches. A name appears only once its file is whole. */
function prepare(string $source, string $folder): void
{
    $contractors = json_decode(file_get_contents($source), flags: JSON_THROW_ON_ERROR)->contractors;
    $number = 0;
    foreach (split($contractors) as $batch) {
        file_put_contents("$folder/draft", encode(['requestId' => uuid(), 'contractors' => $batch]));
        rename("$folder/draft", sprintf('%s/batch-%06d.json', $folder, $number++));
    }
}

function push(string $folder): void
{
    foreach (glob("$folder/batch-*.json") as $batch) {
        $answer = call('PushContractors', file_get_contents($batch));
        foreach ($answer['results'] as $result) {
            foreach ($result['fieldViolations'] ?? [] as $violation) {
                echo "{$result['externalId']}: {$violation['field']}: {$violation['reason']}\n";
            }
            foreach ($result['warnings'] ?? [] as $warning) {
                echo "{$result['externalId']}: warning: $warning\n";
            }
        }
        echo 'pushed ', encode($answer['summary']), "\n";
        unlink($batch);
    }
}

/** Applies what changed in the shop. The cursor is kept after the changes: some may come twice. */
function pull(string $kept): void
{
    $cursor = is_file($kept) ? file_get_contents($kept) : '';
    do {
        $page = call('PullChanges', encode(['cursor' => $cursor, 'limit' => 500]));
        foreach ($page['changes'] as $change) {
            echo "changed {$change['customerId']} ", implode(',', $change['externalIds']), ' ', $change['state']['customer']['name'] ?? '', "\n";
        }
        $cursor = $page['nextCursor'];
        file_put_contents($kept, $cursor);
        call('AckChanges', encode(['consumer' => 'erp', 'cursor' => $cursor]));
    } while ($page['hasMore']);
}

[, $source, $folder] = $argv;
is_dir($folder) || mkdir($folder);
if (glob("$folder/batch-*.json") === []) {
    prepare($source, $folder);
}
push($folder);
pull("$folder/cursor");
