/** Spans of the calls, for OpenTelemetry: only where OTEL_EXPORTER_OTLP_ENDPOINT says where they go; nothing of it is loaded otherwise. */

import type { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { ProviderError } from '../../errors.ts';
import type { Provider } from '../../providers/provider.ts';
import type { Environment, ModelTarget } from '../../providers/resolve-model.ts';
import { requestAttributes, responseAttributes, spanName } from './attributes.ts';

type Tracer = ReturnType<BasicTracerProvider['getTracer']>;

export interface Tracing {
  /** The same provider, each of whose calls is a span. */
  traced: (provider: Provider, target: ModelTarget) => Provider;
  /** Sends what is left; a receiver that does not answer is waited for a few seconds at most. Never rejects. */
  close: () => Promise<void>;
}

/** `SpanKind.CLIENT` and `SpanStatusCode.ERROR`: as numbers they need no package. */
const kindOfClient = 2;
const statusOfError = 2;
/** What a receiver has for one export. */
const timeoutMillis = 5000;

/** Undefined where no spans are wanted, and where the packages are not installed, which is said. */
export async function openTracing(
  env: Environment,
  { version, warn }: { version: string; warn: (line: string) => void },
): Promise<Tracing | undefined> {
  const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (!endpoint || env.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return undefined;
  const packages = await loadPackages();
  if (!packages) {
    warn(
      'OTEL_EXPORTER_OTLP_ENDPOINT is set, but no spans are sent: npm install @opentelemetry/exporter-trace-otlp-http @opentelemetry/resources @opentelemetry/sdk-trace-base',
    );
    return undefined;
  }
  const [{ OTLPTraceExporter }, { resourceFromAttributes }, sdk] = packages;
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces`, timeoutMillis });
  const spans = new sdk.BatchSpanProcessor(exporter, { exportTimeoutMillis: timeoutMillis });
  const provider = new sdk.BasicTracerProvider({
    resource: resourceFromAttributes({
      'service.name': env.OTEL_SERVICE_NAME || 'mt-judge',
      'service.version': version,
    }),
    spanProcessors: [spans],
  });
  const tracer = provider.getTracer('mt-judge', version);
  return {
    traced: (asked, target) => (target.provider === 'offline' ? asked : withSpans(asked, { target, tracer })),
    close: () => provider.shutdown().catch(() => undefined),
  };
}

async function loadPackages() {
  try {
    return await Promise.all([
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/sdk-trace-base'),
    ]);
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

/** `server_error`, `timeout`, … */
function typeOf(error: unknown): string {
  return error instanceof ProviderError ? error.kind.replaceAll(' ', '_') : '_OTHER';
}

function withSpans(
  provider: Provider,
  { target, tracer }: { target: ModelTarget; tracer: Tracer },
): Provider {
  return {
    ...provider,
    ask: async (request, options) => {
      const attributes = requestAttributes(request, target);
      const span = tracer.startSpan(spanName(request), { kind: kindOfClient, attributes });
      try {
        const reply = await provider.ask(request, options);
        span.setAttributes(responseAttributes(reply));
        return reply;
      } catch (error) {
        // Messages of services may quote what was asked.
        span.setAttribute('error.type', typeOf(error));
        span.setStatus({ code: statusOfError });
        throw error;
      } finally {
        span.end();
      }
    },
  };
}
