using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

// A complete ERP client in C# (.NET 8), with nothing but its standard library: the top-level program
// of a console project.
//
//     KARTOTEKA_SERVER=http://localhost:8080 KARTOTEKA_KEY=kt_... dotnet run contractors.json work
//
// Each batch is written into the folder first, as the request that it will be, with its request id;
// the file is deleted once the server has answered. A run that is cut off is simply run again.
const int Attempts = 8, MaxRecords = 500, MaxBytes = 3_500_000; // the server takes 4 MiB
const double LongestWait = 30;
var firstWait = double.Parse(Environment.GetEnvironmentVariable("KARTOTEKA_WAIT_MS") ?? "500") / 1000;
var server = Environment.GetEnvironmentVariable("KARTOTEKA_SERVER");
using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(45) };
http.DefaultRequestHeaders.Authorization = new("Bearer", Environment.GetEnvironmentVariable("KARTOTEKA_KEY"));

var folder = Directory.CreateDirectory(args[1]).FullName;
if (Directory.GetFiles(folder, "batch-*.json").Length == 0) Prepare(args[0]);
foreach (var file in Directory.GetFiles(folder, "batch-*.json").Order())
{
    var answer = await Call("PushContractors", await File.ReadAllTextAsync(file));
    foreach (var result in answer["results"]!.AsArray())
    {
        foreach (var violation in result!["fieldViolations"]?.AsArray() ?? [])
            Console.WriteLine($"{result["externalId"]}: {violation!["field"]}: {violation["reason"]}");
        foreach (var warning in result["warnings"]?.AsArray() ?? [])
            Console.WriteLine($"{result["externalId"]}: warning: {warning}");
    }
    Console.WriteLine($"pushed {answer["summary"]!.ToJsonString()}");
    File.Delete(file);
}
await Pull(Path.Combine(folder, "cursor"));

// Writes the batches. A name appears only once its file is whole.
void Prepare(string source)
{
    var all = JsonNode.Parse(File.ReadAllText(source))!["contractors"]!.AsArray().Select(c => c!.DeepClone());
    foreach (var (part, number) in Split(all).Select((part, number) => (part, number)))
    {
        var request = new JsonObject { ["requestId"] = Guid.NewGuid().ToString(), ["contractors"] = new JsonArray([.. part]) };
        var draft = Path.Combine(folder, "draft");
        File.WriteAllText(draft, request.ToJsonString());
        File.Move(draft, Path.Combine(folder, $"batch-{number:D6}.json"));
    }
}

// Makes batches that are within both limits.
IEnumerable<List<JsonNode>> Split(IEnumerable<JsonNode> contractors)
{
    var (batch, size) = (new List<JsonNode>(), 0);
    foreach (var contractor in contractors)
    {
        var length = Encoding.UTF8.GetByteCount(contractor.ToJsonString()) + 1; // with the comma
        if (batch.Count > 0 && (batch.Count == MaxRecords || size + length > MaxBytes))
        {
            yield return batch;
            (batch, size) = ([], 0);
        }
        batch.Add(contractor);
        size += length;
    }
    if (batch.Count > 0) yield return batch;
}

// Prints what changed in the shop. The cursor is kept after the changes: some may come twice.
async Task Pull(string kept)
{
    var cursor = File.Exists(kept) ? await File.ReadAllTextAsync(kept) : "";
    for (var more = true; more;)
    {
        var page = await Call("PullChanges", JsonSerializer.Serialize(new { cursor, limit = 500 }));
        foreach (var change in page["changes"]!.AsArray())
            Console.WriteLine($"changed {change!["customerId"]} {change["state"]?["customer"]?["name"]}");
        cursor = (string)page["nextCursor"]!;
        more = (bool)page["hasMore"]!;
        await File.WriteAllTextAsync(kept, cursor);
        await Call("AckChanges", JsonSerializer.Serialize(new { consumer = "erp", cursor }));
    }
}

// Calls until it is answered. Only what may succeed later is sent again, and always the same.
async Task<JsonNode> Call(string method, string body)
{
    for (var attempt = 0; attempt < Attempts; attempt++)
    {
        var asked = 0.0;
        try
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync($"{server}/kartoteka.v1.ContractorSyncService/{method}", content);
            var status = (int)answer.StatusCode;
            var json = Parse(await answer.Content.ReadAsStringAsync());
            if (status == 200 && json != null) return json;
            var reason = ReasonOf(json);
            if (!MaySucceedLater(status, json, reason))
                throw new InvalidOperationException($"{method}: HTTP {status} {reason}: {json?["message"] ?? "the answer is not JSON"}");
            asked = answer.Headers.RetryAfter?.Delta?.TotalSeconds ?? 0; // a date counts as none
        }
        catch (Exception lost) when (lost is HttpRequestException or TaskCanceledException)
        {
            // Nobody knows whether it arrived.
        }
        if (attempt + 1 == Attempts) break;
        var wait = Math.Min(firstWait * Math.Pow(2, attempt), LongestWait) * (0.5 + Random.Shared.NextDouble() / 2);
        await Task.Delay(TimeSpan.FromSeconds(Math.Max(wait, Math.Min(asked, LongestWait))));
    }
    throw new InvalidOperationException($"{method}: the server does not answer; run again later");
}

// The table "When to repeat" of docs/erp.md.
bool MaySucceedLater(int status, JsonObject? problem, string reason) => (string?)problem?["code"] switch
{
    null => status is 429 or 502 or 503 or 504, // a proxy answered
    "aborted" => reason != "BATCH_REJECTED",
    "unavailable" or "deadline_exceeded" => true,
    _ => reason == "RATE_LIMITED",
};

// Returns the object in the text, and null for the page of a proxy.
JsonObject? Parse(string text)
{
    try
    {
        return JsonNode.Parse(text) as JsonObject;
    }
    catch (JsonException)
    {
        return null;
    }
}

string ReasonOf(JsonObject? problem) =>
    (string?)problem?["details"]?.AsArray().FirstOrDefault(d => ((string?)d!["type"] ?? "").EndsWith("ErrorInfo"))?["debug"]?["reason"] ?? "";
