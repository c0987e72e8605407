import { QueryClient } from '@tanstack/react-query';
import { isRetryable } from './errors';

const MAX_RETRIES = 2;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (count, error) => count < MAX_RETRIES && isRetryable(error),
      },
      mutations: { retry: false },
    },
  });
}
