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
help-bookmark = Post to { $pod }
help-bookmark-here = Here it does nothing: drag it to your bookmarks, and press it on another page.
help-elsewhere = From other pages
help-elsewhere-lead = Begin a post with what you are just reading somewhere else, on a computer or a phone.
help-elsewhere-do = Show me how
