import { Anchor, Button, type AnchorProps, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

type AnchorAttributes<Props> = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof Props> & { ref?: Ref<HTMLAnchorElement> };

/** Mantine's look on the router's links: <TextLink to="/groups/$groupId" params={{ groupId }}>. */
export const TextLink = createLink((props: AnchorProps & AnchorAttributes<AnchorProps>) => <Anchor {...props} />);

export const LinkButton = createLink((props: ButtonProps & AnchorAttributes<ButtonProps>) => <Button component="a" {...props} />);
