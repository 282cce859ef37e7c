// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.redact;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Every rule by which a secret is found in a text. */
final class Rules {
  private static final String START = "(?<![A-Za-z0-9_-])";
  private static final String END = "(?![A-Za-z0-9_-])";

  /** In the order that counts where two rules find the same place. */
  static final List<Rule> ALL =
      List.of(
          PatternRule.of(
              "private-key",
              "-----begin",
              "-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----[\\s\\S]*?"
                  + "(?:-----END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----|\\z|(?=<redacted:))"),
          PatternRule.of(
              "aws-access-key", "akia asia", "(?<![A-Za-z0-9])A[KS]IA[A-Z2-7]{16}(?![A-Za-z0-9])"),
          PatternRule.of(
              "aws-session-token",
              "iqojb3jpz2lu fwogzxivyxdz fqogzxivyxdz",
              "(?<![A-Za-z0-9+/])(?:IQoJb3JpZ2lu|F[wQ]oGZXIvYXdz)[A-Za-z0-9+/=%]{40,}+"),
          PatternRule.of(
              "jwt",
              "eyj",
              "(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*)?"),
          PatternRule.of("token", "eyj", "(?<![A-Za-z0-9+/_-])eyJ[A-Za-z0-9+/_-]{100,}+={0,2}"),
          PatternRule.of(
              "github-token",
              "ghp_ gho_ ghu_ ghs_ ghr_ github_pat_",
              START + "(?:gh[pousr]_[A-Za-z0-9]{30,}+|github_pat_[A-Za-z0-9_]{22,}+)"),
          PatternRule.of(
              "gitlab-token", "glpat- glrt- gldt-", START + "gl(?:pat|rt|dt)-[A-Za-z0-9_-]{18,}+"),
          PatternRule.of(
              "slack-token",
              "xoxa xoxb xoxe xoxo xoxp xoxr xoxs xapp-",
              START + "(?:xox[abeoprs]-[A-Za-z0-9-]{10,}+|xapp-[0-9]-[A-Za-z0-9-]{10,}+)"),
          PatternRule.of(
              "slack-webhook",
              "hooks.slack.com",
              "hooks\\.slack\\.com/(?:services|workflows|triggers)/(?<secret>[A-Za-z0-9/_-]{8,}+)"),
          PatternRule.of(
              "stripe-key",
              "sk_live_ sk_test_ rk_live_ rk_test_ whsec_",
              START + "(?:[sr]k_(?:live|test)_[A-Za-z0-9]{10,}+|whsec_[A-Za-z0-9+/=]{16,}+)"),
          PatternRule.of("model-key", "sk-", START + "sk-[A-Za-z0-9_-]{20,}+")
              .where(text -> text.chars().anyMatch(Character::isDigit)),
          PatternRule.of("google-key", "aiza", START + "AIza[A-Za-z0-9_-]{35}" + END),
          PatternRule.of("google-token", "ya29.", START + "ya29\\.[A-Za-z0-9_-]{20,}+"),
          PatternRule.of(
              "sendgrid-key", "sg.", START + "SG\\.[A-Za-z0-9_-]{16,32}\\.[A-Za-z0-9_-]{30,}+"),
          // Without the digit behind it the anchor would stand in every event of a task.
          PatternRule.of(
              "twilio-key",
              "sk0 sk1 sk2 sk3 sk4 sk5 sk6 sk7 sk8 sk9 ska skb skc skd ske skf",
              START + "SK[0-9a-f]{32}" + END),
          PatternRule.of("npm-token", "npm_", START + "npm_[A-Za-z0-9]{30,}+"),
          PatternRule.of("pypi-token", "pypi-", START + "pypi-[A-Za-z0-9_-]{50,}+"),
          PatternRule.of("model-key", "hf_", START + "hf_[A-Za-z0-9]{30,}+"),
          PatternRule.of(
              "vendor-token",
              "dop_v1_ shpat_ shpss_ dapi hvs. lin_api_ nrak-",
              START
                  + "(?:dop_v1_[0-9a-f]{60,}+|shp(?:at|ss)_[0-9a-fA-F]{32}|dapi[0-9a-f]{32}"
                  + "|hvs\\.[A-Za-z0-9_-]{24,}+|lin_api_[A-Za-z0-9]{30,}+|NRAK-[A-Z0-9]{27})"
                  + END),
          PatternRule.of(
              "presigned-url",
              "x-amz- x-goog- signature= awsaccesskeyid= sig=",
              "(?i)(?:[?&;]|%26|\\\\u0026)(?:X-(?:Amz|Goog)-(?:Signature|Security-Token|Credential)"
                  + "|Signature|AWSAccessKeyId|sig)=(?<secret>[^&;\\s\"'<>\\\\]+)"),
          PatternRule.of(
              "aws-signature",
              "signature= credential=",
              "(?<![A-Za-z0-9_-])(?:Signature=(?<secret>[0-9a-f]{64}))"),
          PatternRule.of(
                  "url-secret",
                  "token= key= secret= password= passwd= pwd= auth=",
                  "(?i)[?&](?:[a-z0-9_-]{0,30}(?:token|api_?key|secret|password|passwd|pwd)|key|auth)="
                      + "(?<secret>[^&\\s\"'<>\\\\#]+)")
              .where(text -> !PlainValues.isPlain(text) && !PlainValues.isNumber(text)),
          PatternRule.of(
              "url-password",
              "://",
              "(?i)\\b[a-z][a-z0-9+.-]{1,20}://[^\\s/:@\"'<>\\\\]{0,200}:(?<secret>[^\\s/@\"'<>\\\\]+)@"),
          PatternRule.of(
              "url-password", "://", "(?i)\\bhttps?://(?<secret>[^\\s/:@\"'<>\\\\]{16,200})@"),
          PatternRule.of(
                  "authorization", "bearer", "(?i)\\bbearer\\s+(?<secret>[A-Za-z0-9._~+/=-]{16,}+)")
              .where(text -> text.chars().anyMatch(Character::isDigit)),
          PatternRule.of(
                  "authorization", "basic", "(?i)\\bbasic\\s+(?<secret>[A-Za-z0-9+/]{8,}+={0,2})")
              .where(Rules::isBasic),
          new AssignmentRule(),
          new AwsSecretKeyRule(),
          PatternRule.of(
                  "email",
                  "@",
                  "(?<![A-Za-z0-9._%+/-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\\.){1,8}"
                      + "[A-Za-z]{2,24}(?![A-Za-z0-9_-])")
              .where(text -> !text.startsWith("git@")));

  private Rules() {}

  /** The credentials of basic authentication are a name and a password with a colon between. */
  private static boolean isBasic(String text) {
    try {
      byte[] decoded = Base64.getDecoder().decode(text);
      String plain = new String(decoded, StandardCharsets.UTF_8);
      return plain.indexOf(':') > 0 && plain.chars().allMatch(c -> c >= ' ' && c != 0xFFFD);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
