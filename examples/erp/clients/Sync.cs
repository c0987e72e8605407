using System.Net;
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
const int Batch = 500;
var server = Environment.GetEnvironmentVariable("KARTOTEKA_SERVER");
using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(45) };
http.DefaultRequestHeaders.Authorization = new("Bearer", Environment.GetEnvironmentVariable("KARTOTEKA_KEY"));

var folder = Directory.CreateDirectory(args[1]).FullName;
if (Directory.GetFiles(folder, "batch-*.json").Length == 0) Prepare(args[0]);
foreach (var file in Directory.GetFiles(folder, "batch-*.json").Order())
{
    var answer = await Call("PushContractors", await File.ReadAllTextAsync(file));
    foreach (var result in answer["results"]!.AsArray())
        foreach (var violation in result!["fieldViolations"]!.AsArray())
            Console.WriteLine($"{result["externalId"]}: {violation!["field"]}: {violation["reason"]}");
    Console.WriteLine($"pushed {answer["summary"]!.ToJsonString()}");
    File.Delete(file);
}
await Pull(Path.Combine(folder, "cursor"));

// Writes the batches. A name appears only once its file is whole.
void Prepare(string source)
{
    var all = JsonNode.Parse(File.ReadAllText(source))!["contractors"]!.AsArray().Select(c => c!.DeepClone());
    foreach (var (part, number) in all.Chunk(Batch).Select((part, number) => (part, number)))
    {
        var request = new JsonObject { ["requestId"] = Guid.NewGuid().ToString(), ["contractors"] = new JsonArray(part) };
        var draft = Path.Combine(folder, "draft");
        File.WriteAllText(draft, request.ToJsonString());
        File.Move(draft, Path.Combine(folder, $"batch-{number:D6}.json"));
    }
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
    for (var attempt = 0; attempt < 9; attempt++)
    {
        try
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync($"{server}/kartoteka.v1.ContractorSyncService/{method}", content);
            var text = await answer.Content.ReadAsStringAsync();
            if (answer.StatusCode == HttpStatusCode.OK) return JsonNode.Parse(text)!;
            var code = (string?)JsonNode.Parse(text)?["code"];
            if (code is not ("unavailable" or "aborted" or "deadline_exceeded" or "resource_exhausted") || text.Contains("BATCH_REJECTED"))
                throw new InvalidOperationException($"{method}: {text}");
        }
        catch (Exception lost) when (lost is HttpRequestException or TaskCanceledException)
        {
            // Nobody knows whether it arrived.
        }
        await Task.Delay(TimeSpan.FromSeconds(Math.Min(0.5 * Math.Pow(2, attempt), 30) * (0.5 + Random.Shared.NextDouble() / 2)));
    }
    throw new InvalidOperationException($"{method}: the server does not answer; run again later");
}
