import { Button } from '@fluentui/react-components';
import { CallActionIcon } from './CallActionIcon.tsx';
import { useCallActions } from './useCallActions.ts';

/** Buttons for what the user can do with a person now: call, or transfer the present call to the person. */
export function PersonCallButtons({ rawId, name }: { rawId: string; name: string }) {
  return useCallActions(rawId, name).map(({ kind, label, isDisabled, run }) => (
    <Button
      key={kind}
      icon={<CallActionIcon kind={kind} />}
      aria-label={label}
      title={label}
      disabledFocusable={isDisabled}
      onClick={run}
    />
  ));
}
