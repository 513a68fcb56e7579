error-reshare-not-public = Only public posts can be reshared: this one is not for everyone.
error-reshare-own = This post is yours. Whoever hears you has seen it already.
error-reshare-again = You have reshared this post already.
error-reshare-gone = The post that is shown here is not there any more.
error-reshare-not-taken = The post was not reshared: you cannot reshare this one.
