import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A complete ERP client in Java 17, with nothing but its standard library.
 *
 * <pre>KARTOTEKA_SERVER=http://localhost:8080 KARTOTEKA_KEY=kt_... java Sync.java contractors.json work</pre>
 *
 * The file is one batch: {"contractors": [...]} with at most 500 of them. It is written into the
 * folder as the request that it will be, with its request id, and deleted once it was answered. A
 * run that is cut off is simply run again. Real programs would read answers with a JSON library.
 */
public class Sync {
    private static final String SERVER = System.getenv("KARTOTEKA_SERVER");
    private static final String KEY = System.getenv("KARTOTEKA_KEY");
    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        Path batch = folder.resolve("batch.json");
        if (Files.notExists(batch)) {
            String contractors = Files.readString(Path.of(arguments[0])).trim();
            Path draft = folder.resolve("draft");
            Files.writeString(draft, "{\"requestId\":\"" + UUID.randomUUID() + "\"," + contractors.substring(1));
            Files.move(draft, batch);
        }
        System.out.println("pushed " + call("PushContractors", Files.readString(batch)));
        Files.delete(batch);
        pull(folder.resolve("cursor"));
    }

    /** Prints what changed in the shop. The cursor is kept after the changes: some may come twice. */
    private static void pull(Path kept) throws Exception {
        String cursor = Files.exists(kept) ? Files.readString(kept) : "";
        for (boolean more = true; more;) {
            String page = call("PullChanges", "{\"cursor\":\"" + cursor + "\",\"limit\":500}");
            System.out.println("changed " + page);
            cursor = field(page, "\"nextCursor\":\\s*\"([^\"]*)\"");
            more = field(page, "\"hasMore\":\\s*(true|false)").equals("true");
            Files.writeString(kept, cursor);
            call("AckChanges", "{\"consumer\":\"erp\",\"cursor\":\"" + cursor + "\"}");
        }
    }

    /** Calls until it is answered. Only what may succeed later is sent again, and always the same. */
    private static String call(String method, String body) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(SERVER + "/kartoteka.v1.ContractorSyncService/" + method))
                .timeout(Duration.ofSeconds(45))
                .header("Authorization", "Bearer " + KEY).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        for (int attempt = 0; attempt < 9; attempt++) {
            try {
                var answer = HTTP.send(request, BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    return answer.body();
                }
                String code = field(answer.body(), "\"code\":\\s*\"([^\"]*)\"");
                boolean again = Pattern.matches("unavailable|aborted|deadline_exceeded|resource_exhausted", code);
                if (!again || answer.body().contains("BATCH_REJECTED")) {
                    System.err.println(method + ": " + answer.body());
                    System.exit(1);
                }
            } catch (IOException lost) {
                // Nobody knows whether it arrived.
            }
            Thread.sleep((long) (Math.min(500L << attempt, 30_000) * (0.5 + Math.random() / 2)));
        }
        System.err.println(method + ": the server does not answer; run again later");
        System.exit(1);
        return "";
    }

    private static String field(String json, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(json);
        return found.find() ? found.group(1) : "";
    }
}
