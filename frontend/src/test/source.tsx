import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampNow } from '@bufbuild/protobuf/wkt';
import { Code, type ServiceImpl } from '@connectrpc/connect';
import type { ReactElement } from 'react';
import { ApiKeyService } from '@/gen/kartoteka/v1/api_key_service_pb';
import type { CustomerSchema } from '@/gen/kartoteka/v1/customer_pb';
import { CustomerService } from '@/gen/kartoteka/v1/customer_service_pb';
import { SourceSystemService, type SourceSystemSchema } from '@/gen/kartoteka/v1/source_system_service_pb';
import { WebhookService } from '@/gen/kartoteka/v1/webhook_service_pb';
import { refusal } from './refusal';
import { renderApp } from './render';
import { testSession } from './session';

export const sourceId = '01890000-0000-7000-8000-0000000000e1';

/** An ERP that is well: it called just now, and nothing waits. */
export const testSource = {
  id: sourceId,
  code: 'optima-1',
  name: 'Optima',
  lastContactTime: timestampNow(),
  customerCount: 20_000,
  etag: '1',
} satisfies MessageInitShape<typeof SourceSystemSchema>;

interface SourceOptions {
  source?: MessageInitShape<typeof SourceSystemSchema>;
  /** Methods that answer otherwise than with nothing. */
  methods?: Partial<ServiceImpl<typeof SourceSystemService>>;
  webhooks?: Partial<ServiceImpl<typeof WebhookService>>;
  listApiKeys?: ServiceImpl<typeof ApiKeyService>['listApiKeys'];
  /** Customers whose names the page asks for, by id. */
  customers?: Record<string, MessageInitShape<typeof CustomerSchema>>;
  session?: ReturnType<typeof testSession>;
  path?: string;
}

/** Renders a page of a source; whatever is not given is empty. */
export function renderSource(page: ReactElement, options: SourceOptions = {}) {
  const { source = testSource, methods = {}, customers = {}, webhooks = {}, listApiKeys = () => ({}), session = testSession(), path = `/erp/${sourceId}` } = options;
  return renderApp(page, {
    session,
    path,
    server: ({ service }) => {
      service(SourceSystemService, {
        getSourceSystem: () => ({ sourceSystem: source }),
        listSyncRuns: () => ({}),
        listSyncRejects: () => ({}),
        listSyncConflicts: () => ({}),
        listFeedConsumers: () => ({}),
        ...methods,
      });
      service(WebhookService, { listWebhooks: () => ({}), ...webhooks });
      service(ApiKeyService, { listApiKeys });
      service(CustomerService, {
        getCustomer: ({ id }) => {
          if (!customers[id]) throw refusal(Code.NotFound, 'CUSTOMER_NOT_FOUND');
          return { customer: { ...customers[id], id } };
        },
      });
    },
  });
}
