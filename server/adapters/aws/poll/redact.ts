import { cleanText, namesSecret, REMOVED } from "../clean-text";
import { isObject } from "../item";

/** Attributes whose whole value is a secret or may hold one; no reader asks for them. */
const SECRET_ATTRIBUTES: ReadonlySet<string> = new Set([
  "UserData",
  "CustomerGatewayConfiguration",
  "PreSharedKey",
  "PasswordData",
  "KeyMaterial",
  "ClientToken",
  "ClientSecret",
]);

/**
 * A reply as it may leave the agent: times as ISO text, secrets gone. The same rules as when files are read, so
 * that reading it again changes nothing.
 */
export function redact(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "string") return cleanText(value).text;
  if (Array.isArray(value)) return value.map(redact);
  if (!isObject(value)) return value;
  const isSecretTag = typeof value.Key === "string" && namesSecret(value.Key) && value.Value !== "";
  return Object.fromEntries(
    Object.entries(value)
      // What the library leaves undefined was not in the reply.
      .filter(([name, each]) => each !== undefined && !SECRET_ATTRIBUTES.has(name) && name !== "$metadata")
      .map(([name, each]) => [name, isSecretTag && name === "Value" ? REMOVED : redact(each)]),
  );
}
