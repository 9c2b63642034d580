import { makeStyles, tokens } from '@fluentui/react-components';
import { useId, useLayoutEffect } from 'react';
import { createStore } from '../base/store.ts';
import { useReadable } from '../base/useReadable.ts';
import { MessageWithAction, type MessageProps } from './MessageWithAction.tsx';
import { onNarrowScreen } from './screenWidth.ts';

const useStyles = makeStyles({
  // The same margins as a view.
  aboveView: {
    width: 'auto',
    margin: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXL} 0`,
    [onNarrowScreen]: { marginInline: tokens.spacingHorizontalM },
  },
});

export interface LineMessage extends MessageProps {
  readonly id: string;
}

/** The messages of the page's `MessageLine`, in the order in which they appeared. */
export const lineMessages = createStore<readonly LineMessage[]>([]);

/** Whether the page has a `MessageLine` now. */
export const hasMessageLine = createStore(false);

function putMessage(message: LineMessage): void {
  const messages = lineMessages.get();
  const isKnown = messages.some(({ id }) => id === message.id);
  lineMessages.set(
    isKnown ? messages.map((other) => (other.id === message.id ? message : other)) : [...messages, message],
  );
}

/** A message about the whole phone. The page's `MessageLine` shows it. A page without such a line shows the message here. */
export function Message(props: MessageProps) {
  const styles = useStyles();
  const id = useId();
  const isOnLine = useReadable(hasMessageLine);
  useLayoutEffect(() => {
    if (isOnLine) putMessage({ ...props, id });
  });
  useLayoutEffect(
    () => () => lineMessages.set(lineMessages.get().filter((message) => message.id !== id)),
    [id],
  );
  return isOnLine ? null : <MessageWithAction {...props} className={styles.aboveView} />;
}
