// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.redact;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Secrets of every kind, made up: none opens anything. */
final class TestingSecrets {
  private static final String ALNUM =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private TestingSecrets() {}

  /** A secret, the text that holds it, and the kind that is to be found. */
  record Planted(String kind, String secret, String text) {
    @Override
    public String toString() {
      return kind + " in " + text.substring(0, Math.min(50, text.length()));
    }
  }

  /** Returns characters that look random, the same at every run. */
  static String random(int length, int seed) {
    Random random = new Random(seed);
    return random
        .ints(length, 0, ALNUM.length())
        .mapToObj(i -> String.valueOf(ALNUM.charAt(i)))
        .collect(Collectors.joining());
  }

  private static Planted planted(String kind, String secret, String before, String after) {
    return new Planted(kind, secret, before + secret + after);
  }

  static List<Planted> all() {
    String jwt = "eyJ" + random(20, 1) + "." + random(40, 2) + "." + random(43, 3);
    String key =
        "-----BEGIN RSA PRIVATE KEY-----\n" + random(64, 4) + "\n-----END RSA PRIVATE KEY-----";
    String hex = "0123456789abcdef".repeat(4);
    return List.of(
        planted("aws-access-key", "AKIAIOSFODNN7EXAMPLE", "used ", " twice"),
        planted("aws-access-key", "ASIAQWERTYUIOP234567", "{\"accessKeyId\":\"", "\"}"),
        planted("key", random(40, 5), "aws_secret_access_key = ", "\n"),
        planted("aws-secret-key", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "got ", "."),
        planted("aws-session-token", "IQoJb3JpZ2luX2Vj" + random(80, 6), "session ", ""),
        planted("jwt", jwt, "decoded ", " badly"),
        planted("jwt", jwt, "Authorization: Bearer ", "\r\n"),
        planted("authorization", random(12, 23), "authorization=Bearer ", "\r\n"),
        planted("authorization", random(30, 7), "sent with Bearer ", ", refused"),
        planted("authorization", "dXNlcjpodW50ZXIy", "header Basic ", " was refused"),
        planted("private-key", key, "loaded ", " from disk"),
        planted("private-key", key.replace("\n", "\\n"), "PEM=", ""),
        planted("github-token", "ghp_" + random(36, 8), "cloning with ", " now"),
        planted("github-token", "github_pat_" + random(60, 9), "", ""),
        planted("gitlab-token", "glpat-" + random(20, 10), "as ", ""),
        planted("slack-token", "xoxb-123456789012-" + random(24, 11), "posting as ", ""),
        planted(
            "slack-webhook", "T0/B0/" + random(24, 12), "https://hooks.slack.com/services/", ""),
        planted("model-key", "sk-proj-" + random(40, 13), "openai key ", " invalid"),
        planted("model-key", "hf_" + random(34, 14), "", " is revoked"),
        planted("stripe-key", "sk_live_" + random(24, 15), "charge with ", ""),
        planted("google-key", "AIza" + random(35, 16), "maps?v=1 ", ""),
        planted("sendgrid-key", "SG." + random(22, 17) + "." + random(43, 18), "mail by ", ""),
        planted("twilio-key", "SK" + hex.substring(0, 32), "sid ", ""),
        planted("npm-token", "npm_" + random(36, 19), "//registry/:", ""),
        planted("vendor-token", "dapi" + hex.substring(0, 32), "at ", ""),
        planted("email", "jane.doe+x@mail.example.co.uk", "mail to <", "> bounced"),
        planted(
            "presigned-url",
            hex,
            "https://b.s3.amazonaws.com/k?X-Amz-Date=20260101T000000Z&X-Amz-Signature=",
            "&x-id=GetObject"),
        planted("url-password", "hunt3r!2", "postgres://app:", "@db.internal:5432/orders"),
        planted("url-secret", random(16, 20), "GET https://api.example.com/v1?api_key=", "&q=1"),
        planted("password", "Pa55 word;x", "{\"db\":{\"dbPassword\":\"", "\"}}"),
        planted("password", "swordfish", "Server=db;Database=x;Password=", ";Timeout=3"),
        planted("password", "correct horse", "conn {'password': '", "', 'user': 'app'}"),
        planted("password", "s3cr3t", "{\\\"password\\\": \\\"", "\\\"} sent"),
        planted("token", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "{\"refreshToken\":\"", "\"}"),
        planted("key", random(44, 21) + "==", "AccountKey=", ";EndpointSuffix=core"),
        planted("cookie", "sid=" + random(16, 22) + "; theme=dark", "Cookie: ", "\n"),
        planted("secret", "opensesame", "client_secret=", "&grant_type=x"),
        planted(
            "environment",
            "value-of-mine",
            "{\"Environment\":{\"Variables\":{\"STAGE\":\"",
            "\"}}}"),
        planted(
            "environment",
            "postgres-at-home",
            "{\"environment\":[{\"name\":\"DB\",\"value\":\"",
            "\"}]}"),
        planted(
            "secret",
            "in-the-safe",
            "{\"ARN\":\"arn:aws:secretsmanager:eu-west-1:1:secret:db\",\"SecretString\":\"",
            "\"}"));
  }
}
