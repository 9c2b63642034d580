import { Avatar, type AvatarProps } from '@fluentui/react-components';

/** A person's initials on a colour of their own. Decoration: the name always stands beside it. */
export const PersonAvatar = ({ name, size }: { name: string; size: NonNullable<AvatarProps['size']> }) => (
  <Avatar aria-hidden name={name} color="colorful" idForColor={name} size={size} />
);
