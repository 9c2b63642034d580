import { Avatar, type AvatarProps } from '@fluentui/react-components';

/** The same without initials, for a button whose name is not the person's. */
export const PersonIcon = ({ name, size }: { name: string; size: NonNullable<AvatarProps['size']> }) => (
  <Avatar aria-hidden color="colorful" idForColor={name} size={size} />
);

/** A person's initials on a colour of their own. Decoration: the name always stands beside it. */
export const PersonAvatar = ({ name, size }: { name: string; size: NonNullable<AvatarProps['size']> }) => (
  <Avatar aria-hidden name={name} color="colorful" idForColor={name} size={size} />
);
