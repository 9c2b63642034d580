import { Suspense } from 'react';
import { lazyPart } from '../ui/lazyPart.tsx';
import { useIntegration } from './IntegrationContext.ts';

const IntegrationDesk = lazyPart(() => import('./IntegrationDesk.tsx'), 'IntegrationDesk');

/** Loads what the phone does for the company's own systems, if `config.json` asks for that, and shows its messages. */
export function IntegrationParts() {
  const access = useIntegration();
  return (
    access && (
      <Suspense>
        <IntegrationDesk access={access} />
      </Suspense>
    )
  );
}
