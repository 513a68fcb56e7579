# Help: its frame, and the links to it. The texts are in config/help.

help-title = Help
help-lead = How things work here, in plain words. Take what you need; nothing here has to be learned.
help-more = More help
help-about-aspects = How aspects work
help-about-who-sees-what = Who sees what
help-about-sharing = How sharing works
help-about-ignoring = What ignoring means
help-about-leaving = What happens when you leave
help-about-safety = How to stay safe
