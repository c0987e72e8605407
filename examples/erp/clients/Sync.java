import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A complete ERP client in Java 17, with nothing but its standard library.
 *
 * <pre>KARTOTEKA_SERVER=http://localhost:8080 KARTOTEKA_KEY=kt_... java Sync.java contractors.json work</pre>
 *
 * Each batch is written into the folder first, as the request that it will be, with its request id;
 * the file is deleted once the server has answered. A run that is cut off is simply run again. Real
 * programs would read and write JSON with a library.
 */
public class Sync {
    private static final String SERVER = System.getenv("KARTOTEKA_SERVER");
    private static final String KEY = System.getenv("KARTOTEKA_KEY");
    private static final long FIRST_WAIT = Long.parseLong(System.getenv().getOrDefault("KARTOTEKA_WAIT_MS", "500"));
    private static final long LONGEST_WAIT = 30_000;
    private static final int ATTEMPTS = 8;
    private static final int MAX_RECORDS = 500;
    private static final int MAX_BYTES = 3_500_000; // the server takes 4 MiB
    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        if (batches(folder).isEmpty()) {
            prepare(Files.readString(Path.of(arguments[0])), folder);
        }
        for (Path batch : batches(folder)) {
            String answer = call("PushContractors", Files.readString(batch));
            report(answer);
            System.out.println("pushed " + field(answer, "(\"summary\":\\s*\\{[^}]*\\})"));
            Files.delete(batch);
        }
        pull(folder.resolve("cursor"));
    }

    private static List<Path> batches(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().startsWith("batch-")).sorted().toList();
        }
    }

    /** Writes batches that are within both limits. A name appears only once its file is whole. */
    private static void prepare(String source, Path folder) throws IOException {
        List<String> batch = new ArrayList<>();
        int size = 0;
        int number = 0;
        for (String contractor : objects(source, source.indexOf('['))) {
            int length = contractor.getBytes(StandardCharsets.UTF_8).length + 1; // with the comma
            if (!batch.isEmpty() && (batch.size() == MAX_RECORDS || size + length > MAX_BYTES)) {
                write(batch, folder, number++);
                batch.clear();
                size = 0;
            }
            batch.add(contractor);
            size += length;
        }
        if (!batch.isEmpty()) {
            write(batch, folder, number);
        }
    }

    private static void write(List<String> batch, Path folder, int number) throws IOException {
        Path draft = folder.resolve("draft");
        Files.writeString(draft, "{\"requestId\":\"" + UUID.randomUUID() + "\",\"contractors\":[" + String.join(",", batch) + "]}");
        Files.move(draft, folder.resolve(String.format("batch-%06d.json", number)), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Returns the objects of the array that begins there. */
    private static List<String> objects(String json, int array) {
        List<String> found = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = array + 1; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '"') {
                while (json.charAt(++i) != '"') {
                    i += json.charAt(i) == '\\' ? 1 : 0;
                }
            } else if (c == '{' || c == '[') {
                start = depth++ == 0 ? i : start;
            } else if (c == '}' || c == ']') {
                if (depth == 0) {
                    break;
                }
                if (--depth == 0) {
                    found.add(json.substring(start, i + 1));
                }
            }
        }
        return found;
    }

    /** Prints the violations and warnings of each record. */
    private static void report(String answer) {
        for (String result : objects(answer, answer.indexOf('[', answer.indexOf("\"results\"")))) {
            String id = field(result, "\"externalId\":\\s*\"([^\"]*)\"");
            if (result.contains("\"fieldViolations\"")) {
                for (String violation : objects(result, result.indexOf('[', result.indexOf("\"fieldViolations\"")))) {
                    System.out.println(id + ": " + field(violation, "\"field\":\\s*\"([^\"]*)\"")
                            + ": " + field(violation, "\"reason\":\\s*\"([^\"]*)\""));
                }
            }
            Matcher warning = Pattern.compile("\"([^\"]*)\"").matcher(field(result, "\"warnings\":\\s*\\[([^\\]]*)\\]"));
            while (warning.find()) {
                System.out.println(id + ": warning: " + warning.group(1));
            }
        }
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
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long asked = 0;
            try {
                var answer = HTTP.send(request, BodyHandlers.ofString());
                boolean isJson = answer.body().trim().startsWith("{");
                if (answer.statusCode() == 200 && isJson) {
                    return answer.body();
                }
                String code = isJson ? field(answer.body(), "\"code\":\\s*\"([^\"]*)\"") : "";
                String reason = field(answer.body(), "\"reason\":\\s*\"([A-Z_]+)\"");
                if (!maySucceedLater(answer.statusCode(), code, reason)) {
                    stop(method + ": HTTP " + answer.statusCode() + " " + (isJson ? answer.body() : "the answer is not JSON"));
                }
                asked = 1000 * seconds(answer.headers().firstValue("Retry-After").orElse("0"));
            } catch (IOException lost) {
                // Nobody knows whether it arrived.
            }
            if (attempt + 1 < ATTEMPTS) {
                long wait = (long) (Math.min(FIRST_WAIT << attempt, LONGEST_WAIT) * (0.5 + Math.random() / 2));
                Thread.sleep(Math.max(wait, Math.min(asked, LONGEST_WAIT)));
            }
        }
        stop(method + ": the server does not answer; run again later");
        return "";
    }

    /** The table "When to repeat" of docs/erp.md. */
    private static boolean maySucceedLater(int status, String code, String reason) {
        return switch (code) {
            case "" -> status == 429 || status == 502 || status == 503 || status == 504; // a proxy answered
            case "aborted" -> !reason.equals("BATCH_REJECTED");
            case "unavailable", "deadline_exceeded" -> true;
            default -> reason.equals("RATE_LIMITED");
        };
    }

    /** Returns the seconds of Retry-After; a date counts as none. */
    private static long seconds(String text) {
        return text.matches("\\d{1,6}") ? Long.parseLong(text) : 0;
    }

    private static void stop(String why) {
        System.err.println(why);
        System.exit(1);
    }

    private static String field(String json, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(json);
        return found.find() ? found.group(1) : "";
    }
}
