import streamlit as st

from ui import own_account, visitor

account = visitor.require("mon_compte")

st.title("Mon compte")
own_account.who(account)
own_account.offer_ways(account)
own_account.show_sessions(visitor.session())
