import type { Reaction } from '@azure/communication-calling';
import { tokens } from '@fluentui/react-components';
import { EmojiLaugh24Filled } from '@fluentui/react-icons/svg/emoji-laugh';
import { EmojiSurprise24Filled } from '@fluentui/react-icons/svg/emoji-surprise';
import { HandMultiple24Filled } from '@fluentui/react-icons/svg/hand-multiple';
import { Heart24Filled } from '@fluentui/react-icons/svg/heart';
import { ThumbLike24Filled } from '@fluentui/react-icons/svg/thumb-like';
import type { ReactElement } from 'react';

const yellow = tokens.colorPaletteMarigoldForeground1;

/** The icons of the reactions, in the order of the buttons. They are drawings, because some computers have no emoji font. */
export const reactionIcons: Readonly<Record<Reaction, ReactElement>> = {
  like: <ThumbLike24Filled primaryFill={yellow} />,
  heart: <Heart24Filled primaryFill={tokens.colorPaletteRedForeground1} />,
  applause: <HandMultiple24Filled primaryFill={yellow} />,
  laugh: <EmojiLaugh24Filled primaryFill={yellow} />,
  surprised: <EmojiSurprise24Filled primaryFill={yellow} />,
};

export const reactionKinds = Object.keys(reactionIcons) as readonly Reaction[];
