import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { Failure } from "../../application/ports/failure";
import type { SealedPlace, Sealer } from "../../application/ports/sealer";

const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FORM = "v1";

/**
 * Seals with AES-256-GCM: a random nonce each time, a key per workspace derived from the master key, and the
 * place as associated data. A sealed text reads `v1.key.nonce.content`, where `key` tells masters apart without
 * telling anything about them.
 *
 * @param masterKey  32 bytes as base64; without it nothing can be sealed or opened
 */
export function openSealer(masterKey: string | undefined): Sealer {
  const master = masterKey === undefined ? undefined : Buffer.from(masterKey, "base64");
  const name =
    master && createHash("sha256").update("umbra key name").update(master).digest("hex").slice(0, 8);
  const keyFor = (workspaceId: string) => {
    if (!master) {
      throw new Failure(
        "UNAVAILABLE",
        "there is no key to keep secrets with: set UMBRA_SECRET_KEY to 32 random bytes as base64, the same for every process, and start again",
      );
    }
    return Buffer.from(hkdfSync("sha256", master, workspaceId, "umbra workspace secrets", 32));
  };
  return {
    seal: (text, place) => {
      const key = keyFor(place.workspaceId);
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce).setAAD(placeBytes(place));
      const content = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return [FORM, name, nonce.toString("base64url"), content.toString("base64url")].join(".");
    },
    open: (sealed, place) => {
      const key = keyFor(place.workspaceId);
      const [form, keyName, nonce = "", content = ""] = sealed.split(".");
      if (form !== FORM || keyName !== name) throw cannotOpen("it was stored with another key");
      const bytes = Buffer.from(content, "base64url");
      try {
        const decipher = createDecipheriv(CIPHER, key, Buffer.from(nonce, "base64url"));
        decipher.setAAD(placeBytes(place)).setAuthTag(bytes.subarray(-TAG_BYTES));
        return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString();
      } catch {
        // The cause is left out: it says nothing more, and nothing of the inside should travel with it.
        throw cannotOpen("it was changed or moved in the database");
      }
    },
  };
}

/** Quoted and separated, so that no two places give the same bytes. */
function placeBytes({ workspaceId, table, row, field }: SealedPlace): Buffer {
  return Buffer.from(JSON.stringify([workspaceId, table, row, field]));
}

function cannotOpen(why: string): Failure {
  return new Failure(
    "UNAVAILABLE",
    `a stored secret cannot be read, for ${why}: start with the key it was stored with, or enter it again`,
  );
}
