/** Texts of `errors.<code>` for calls to other systems. `reason` and `phase` are fixed words from lib/net. */
export const netErrors = {
  "outbound.blocked":
    "Groundwork did not call {host}. {reason, select, address {It is inside a private network, which is closed by default. An administrator can open it by its host and port.} port {That port is not one for public services. An administrator can open it by its host and port.} scheme {Only addresses that start with http:// or https:// can be called.} credentials {The address holds a user name or a password. Remove it and use the fields for keys.} other {The address is not allowed.}}",
  "outbound.timeout":
    "{host} took too long. {phase, select, connect {No connection came about: check the address, and that the service is running.} idle {It stopped answering part way. Try again.} other {The whole answer took longer than allowed. Try again, or ask for less.}}",
  "outbound.too-large":
    "{host} sent more than {megabytes} MB, which is the most accepted here. Choose a smaller file or narrow the request.",
  "outbound.too-many-redirects":
    "{host} kept forwarding to other addresses, more than {max} times. Check the address, or use the one it ends at.",
  "outbound.unreachable":
    "{host} could not be reached. {reason, select, name {There is no host of that name: check the spelling.} refused {Nothing is listening there: check the port, and that the service is running.} closed {It closed the connection early. Try again.} certificate {Its security certificate is not valid, so the connection was refused. Ask whoever runs it.} other {Check the address and try again.}}",
} as const;
