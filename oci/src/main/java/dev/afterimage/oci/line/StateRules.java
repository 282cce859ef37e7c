// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.line;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The calls that tell of what kind a value is, by language. */
final class StateRules {
  private static final Map<Language, Map<StateKind, Pattern>> CALLS = new EnumMap<>(Language.class);

  private static final Map<Language, Pattern> COLLECTIONS = new EnumMap<>(Language.class);

  static {
    put(
        Language.PYTHON,
        "\\btime\\s*\\.\\s*(?:time|time_ns|monotonic|monotonic_ns|perf_counter|perf_counter_ns)\\s*\\("
            + "|\\b(?:datetime|date|arrow|pendulum|timezone)\\s*\\.\\s*(?:now|utcnow|today)\\s*\\("
            + "|\\bdefault_factory\\s*=\\s*time\\.\\w+",
        "\\.\\s*(?:get_secret_value|assume_role\\w*|get_session_token|get_parameters?|fetch_token"
            + "|get_token|get_access_token|generate_presigned_url|acquire_token\\w*|get_credentials"
            + "|generate_db_auth_token|get_authorization_token)\\s*\\(",
        "\\bboto3\\s*\\.\\s*(?:client|resource|Session)\\s*\\(|\\.\\s*connect\\s*\\("
            + "|\\b(?:\\w+\\.)?(?:Session|ClientSession|MongoClient|Redis|StrictRedis|create_engine"
            + "|create_connection|OpenAI|AsyncOpenAI|Elasticsearch|OpenSearch|KafkaProducer"
            + "|HttpClient|PersistentClient|AsyncClient|PoolManager|create_pool)\\s*\\("
            + "|\\bhttpx\\s*\\.\\s*Client\\s*\\(",
        "^(?:\\[|\\{|(?:\\w+\\.)?(?:dict|list|set|defaultdict|deque|OrderedDict|Counter)\\s*\\()");
    put(
        Language.JAVASCRIPT,
        "\\bDate\\s*\\.\\s*now\\s*\\(|\\bnew\\s+Date\\s*\\(\\s*\\)|\\bperformance\\s*\\.\\s*now\\s*\\("
            + "|\\bprocess\\s*\\.\\s*hrtime\\b",
        "\\b(?:getSecretValue|GetSecretValueCommand|assumeRole|AssumeRoleCommand|getToken"
            + "|getAccessToken|GetParameters?Command|getSignedUrl|getParameters?)\\s*\\(",
        "\\bnew\\s+(?:[\\w$]+\\.)*[\\w$]*(?:Client|Pool|Connection|Redis|Agent|PrismaClient)\\s*\\("
            + "|\\b(?:createClient|createConnection|createPool|connect)\\s*\\(|\\baxios\\.create\\s*\\("
            + "|\\bnew\\s+AWS\\.",
        "^(?:\\[|\\{|new\\s+(?:Map|Set|WeakMap|Array)\\b)");
    put(
        Language.JAVA,
        "\\bSystem\\s*\\.\\s*(?:currentTimeMillis|nanoTime)\\s*\\(|\\bnew\\s+Date\\s*\\(\\s*\\)"
            + "|\\b(?:Instant|LocalDateTime|LocalDate|ZonedDateTime|OffsetDateTime)\\s*\\.\\s*now\\s*\\(",
        "\\b(?:getSecretValue|assumeRole|getToken|getAccessToken|fetchToken|getParameters?)\\s*\\(",
        "\\bDriverManager\\s*\\.\\s*getConnection\\s*\\(|\\bHttpClient\\s*\\.\\s*new\\w+\\s*\\("
            + "|\\b\\w*(?:Client|Connection|DataSource|Pool)\\s*\\.\\s*(?:create|builder|builderFrom)\\b"
            + "|\\bnew\\s+\\w*(?:Client|DataSource|ConnectionPool|Jedis|Pool)\\s*\\(",
        "^new\\s+(?:\\w+\\.)*\\w*(?:List|Map|Set|Queue|Deque|StringBuilder)\\b");
  }

  private StateRules() {}

  private static void put(
      Language language, String clock, String token, String connection, String collection) {
    Map<StateKind, Pattern> calls = new EnumMap<>(StateKind.class);
    calls.put(StateKind.CLOCK, Pattern.compile(clock));
    calls.put(StateKind.TOKEN, Pattern.compile(token));
    calls.put(StateKind.CONNECTION, Pattern.compile(connection));
    CALLS.put(language, calls);
    COLLECTIONS.put(language, Pattern.compile(collection));
  }

  /** Returns the kind of a call in an expression; code that is only defined does not count. */
  static Optional<StateKind> call(Language language, String expression) {
    String run = withoutDefinitions(expression);
    return CALLS.getOrDefault(language, Map.of()).entrySet().stream()
        .filter(rule -> rule.getValue().matcher(run).find())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** What stands behind an arrow or a lambda runs when it is called. */
  private static String withoutDefinitions(String expression) {
    return expression.replaceAll("(?s)(?:\\blambda\\b|=>|->|\\bfunction\\b).*", "");
  }

  static boolean isCollection(Language language, String expression) {
    Pattern pattern = COLLECTIONS.get(language);
    return pattern != null && pattern.matcher(expression.strip()).find();
  }

  /** Returns what a function does to a variable when it alters it. */
  static Pattern alteration(String name) {
    String word = "(?<![\\w$.])" + Pattern.quote(name);
    return Pattern.compile(
        word
            + "\\s*(?:\\.\\s*(?:append|extend|add|update|insert|pop|popitem|setdefault|clear|remove"
            + "|appendleft|push|unshift|shift|splice|set|delete|put|putIfAbsent|computeIfAbsent"
            + "|addAll|putAll|merge)\\s*\\(|(?:\\[[^\\]]*])+\\s*(?:[-+*/|]?=)(?!=)"
            + "|\\.\\s*[A-Za-z_$][\\w$]*\\s*(?:[-+*/|?]{0,2}=)(?![=>])|\\s*(?:[-+*/|]=|\\+\\+|--))");
  }
}
