import { Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Target } from '../../calling/call/target.ts';
import { usePhoneState } from '../../calling/react.tsx';

/** The id of a group call's chat (its thread): `19:`, then 1 to 200 letters, digits, `_`, `.` or `-`, then `@thread.v2`. */
const threadPattern = /^19:[\w.-]{1,200}@thread\.v2$/;

/**
 * Asks for a thread after the app could not create a chat for a group call.
 * @param target the target without a thread
 * @returns `target` has the thread in it. It is `null` if there is no target, or if the thread is invalid
 */
export function useThreadInput(target: Target | null) {
  const problems = usePhoneState((state) => state.problems);
  const [value, onChange] = useState('');
  const [hasChatFailed, setHasChatFailed] = useState(false);
  // The next attempt removes the problem from the list, but the field stays.
  if (!hasChatFailed && problems.some(({ code }) => code === 'no-group-chat')) setHasChatFailed(true);

  const isShown = hasChatFailed && target?.kind === 'people' && target.rawIds.length > 1;
  const threadId = value.trim();
  const isInvalid = isShown && threadId !== '' && !threadPattern.test(threadId);
  const targetInThread = isShown && threadId !== '' ? { ...target, threadId } : target;
  return { isShown, value, isInvalid, onChange, target: isInvalid ? null : targetInThread };
}

/** The field for the thread (the id of the chat) of a group call. */
export function ThreadField({ value, isInvalid, onChange }: ReturnType<typeof useThreadInput>) {
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
