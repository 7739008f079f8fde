/**
 * Who is on the line, before anyone asks for a key: the client's address and certificate, and what an address may.
 *
 * Routes without a key (probes, the panel's files and its session) are not counted: they hold no data or have a door of
 * their own.
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import { AddressRanges } from "../base/addresses.ts";
import type { Clock } from "../base/clock.ts";
import type { ClientCertificate, ConnectionSettings } from "../contract/connections.ts";
import { GatewayError } from "../contract/errors.ts";
import { AddressLimits } from "../policy/address-limits.ts";
import { clientCertificate } from "./client-certificate.ts";
import { forwardedAddress } from "./forwarded-address.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The client's, behind trusted proxies too; "" when its socket is gone. */
    clientAddress: string;
    clientCertificate: ClientCertificate | null;
  }
}

interface Ranges {
  readonly of: ConnectionSettings;
  readonly proxies: AddressRanges;
  readonly exempt: AddressRanges;
  readonly allowed: AddressRanges | null;
}

const ownMachine = new AddressRanges(["127.0.0.0/8", "::1"]);

export class ClientDoor {
  readonly #settings: () => ConnectionSettings;
  readonly #clock: Clock;
  readonly #limits: AddressLimits;
  #ranges: Ranges | null = null;

  /** @param settings  the running config's; a reload may change them */
  constructor(settings: () => ConnectionSettings, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
    this.#limits = new AddressLimits(clock);
  }

  /** @throws GatewayError `client_certificate_refused` */
  identify(request: FastifyRequest): void {
    const { socket, headers } = request.raw;
    request.clientAddress = forwardedAddress(
      socket.remoteAddress,
      headers["x-forwarded-for"],
      this.#rangesNow().proxies,
    );
    request.clientCertificate = clientCertificate(socket, this.#clock.wallMs());
  }

  /** @throws GatewayError `address_not_allowed`, `address_limit_exceeded` */
  admit(request: FastifyRequest, { raw }: FastifyReply): void {
    const access = request.routeOptions.config.access ?? "key";
    if (access === "public") return;
    const { of, allowed, exempt } = this.#rangesNow();
    const address = request.clientAddress;
    // Whoever sits at the machine itself keeps its panel.
    const isOwn = access === "panel" && ownMachine.has(address);
    if (allowed !== null && !isOwn && !allowed.has(address)) throw notAllowed();
    if (access === "panel") return;
    if (of.addressLimits === null || exempt.has(address)) return;
    const { headers, leave } = this.#limits.enter(address, of.addressLimits);
    raw.once("close", leave);
    for (const [name, value] of Object.entries(headers)) raw.setHeader(name, value);
  }

  #rangesNow(): Ranges {
    const of = this.#settings();
    if (this.#ranges?.of !== of) {
      const { trustedProxies, addressLimits, allowedAddresses } = of;
      this.#ranges = {
        of,
        proxies: new AddressRanges(trustedProxies),
        exempt: new AddressRanges(addressLimits?.exempt ?? []),
        allowed: allowedAddresses === null ? null : new AddressRanges(allowedAddresses),
      };
    }
    return this.#ranges;
  }
}

/** LiteLLM's words; the address itself is not told back. */
function notAllowed(): GatewayError {
  return new GatewayError("address_not_allowed", {
    message: "Access forbidden: IP address not allowed.",
    hint: "Add the address to `general_settings.allowed_ips`; behind a proxy see `portico.trusted_proxies`.",
  });
}
