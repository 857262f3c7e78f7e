import childProcess from "node:child_process";
import dgram from "node:dgram";
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";

/**
 * Loaded before anything else in a parser's process and its threads, hence not TypeScript: no parser needs a network
 * or another program, so whatever a file may talk one into, a connection, a name look-up or a start, throws.
 */
function refuse() {
  throw new Error("A parser has no network and starts no program");
}

/** @type {readonly [object, RegExp][]} */
const REFUSED = [
  [net.Socket.prototype, /^connect$/],
  [net.Server.prototype, /^listen$/],
  [dgram.Socket.prototype, /^(?:bind|connect|send)$/],
  [dns, /^(?:lookup|resolve|reverse)/],
  [dns.promises, /^(?:lookup|resolve|reverse)/],
  [dns.Resolver.prototype, /^(?:resolve|reverse)/],
  [dns.promises.Resolver.prototype, /^(?:resolve|reverse)/],
  [childProcess, /^(?:exec|fork|spawn)/],
  [childProcess.ChildProcess.prototype, /^spawn$/],
];

for (const [owner, names] of REFUSED) {
  for (const name of Object.getOwnPropertyNames(owner).filter((one) => names.test(one)))
    Object.defineProperty(owner, name, { value: refuse });
}
syncBuiltinESMExports();
