import { Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Target } from '../../calling/call/target.ts';
import { usePhoneState } from '../../calling/react.tsx';

/** The id of a group call's chat (its thread): `19:`, then 1 to 200 letters, digits, `_`, `.` or `-`, then `@thread.v2`. */
const threadPattern = /^19:[\w.-]{1,200}@thread\.v2$/;

interface ThreadInput {
  /** Whether the field is shown: the target is a group, and the app has failed to create a chat for a group call. */
  readonly isShown: boolean;
  readonly value: string;
  readonly isInvalid: boolean;
  readonly onChange: (value: string) => void;
  /** The target with the thread in it; `null` when there is no target or the thread is invalid. */
  readonly target: Target | null;
}

/** Asks for a thread after the app could not create a chat for a group call. @param target the target without a thread */
export function useThreadInput(target: Target | null): ThreadInput {
  const problems = usePhoneState((state) => state.problems);
  const [value, onChange] = useState('');
  const [hasChatFailed, setHasChatFailed] = useState(false);
  // The next attempt removes the problem from the list, but the field stays.
  if (!hasChatFailed && problems.some(({ code }) => code === 'no-group-chat')) setHasChatFailed(true);

  const isShown = hasChatFailed && target?.kind === 'people' && target.rawIds.length > 1;
  const threadId = value.trim();
  const isInvalid = isShown && threadId !== '' && !threadPattern.test(threadId);
  if (!isShown || threadId === '') return { isShown, value, isInvalid, onChange, target };
  return { isShown, value, isInvalid, onChange, target: isInvalid ? null : { ...target, threadId } };
}

interface ThreadFieldProps {
  value: string;
  isInvalid: boolean;
  onChange: (value: string) => void;
}

/** The field for the thread (the id of the chat) of a group call. The props come from `useThreadInput`. */
export function ThreadField({ value, isInvalid, onChange }: ThreadFieldProps) {
  const { t } = useTranslation();
  return (
    <Field
      label={t('dial.thread.label')}
      hint={t('dial.thread.hint')}
      validationState={isInvalid ? 'warning' : 'none'}
      validationMessage={isInvalid ? t('dial.thread.invalid') : null}
    >
      <Input
        value={value}
        autoComplete="off"
        spellCheck={false}
        placeholder="19:…@thread.v2"
        onChange={(_event, data) => onChange(data.value)}
      />
    </Field>
  );
}
